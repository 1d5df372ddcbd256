"""Carriers: the forms of files that text comes in, and how each is brought to give it up.

Everything here reads foreign bytes, so it runs in a child process with limits of time and memory (`privacy.examiner`).
"""
