"""Import: published packets become records that a clerk only has to look over.

    file ──▶ lines ──▶ account ──▶ draft ──▶ records ──▶ proof ──▶ plan ──▶ disk

`reading` takes a file apart into lines in a child process. From then on everything is about the account: a packet is a
row of lines, each of which is unplaced until it is placed, and can be placed once. A draft holds no text of its own but
passages of lines, `writing` turns passages into text, and `proof` finds every line again in what was written.
"""
