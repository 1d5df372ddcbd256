"""The MkDocs hook: how a build runs, event by event. What each step does stands in `minutebook.build`.

records ──▶ model ──▶ checks ──▶ views ──▶ pages ──▶ site
   └───────── problems ───┘
"""

from minutebook import build


def on_startup(command, dirty):
    build.start(command)


def on_config(config):
    build.read_and_check(config)  # every record; a problem ends the build before anything is written
    build.set_stage(config)  # the site is built beside the published one
    return build.set_theme(config)


def on_files(files, config):
    files = build.choose_language(files, config)  # `about.en.md` instead of `about.md` in an English archive
    return build.add_records(files, config)  # so that links from docs/ to record files resolve


def on_nav(nav, config, files):
    return build.add_ways_in(nav)


def on_page_markdown(markdown, page, config, files):
    return build.set_front(markdown, page, config, files)


def on_page_content(html, page, config, files):
    return build.set_content(html, page)  # and keep its words for search


def on_env(env, config, files):
    build.keep_shell(env, files, config)  # and look at the town's pages as they leave


def on_post_page(output, page, config):
    return build.protect(output, page.content)


def on_post_template(output_content, template_name, config):
    return build.protect(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config):
    build.write_pages(config)  # all pages of records, each body set into a shell rendered once
    build.publish(config)  # the finished site takes the place of the published one, if nothing was wrong


def on_serve(server, config, builder):
    build.follow(server, config)  # pages of records follow their files at once, the whole site a little later


def on_build_error(error):
    build.clear_stage(error)  # nothing half-made is left beside the published site
