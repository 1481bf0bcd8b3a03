"""What no file of the project may hold."""

import re
import subprocess

# Joined here, so that this file does not hold them itself.
WORDS = re.compile(
    "|".join([
        "cla" + "ude", "anthr" + "opic", "chat" + "gpt", "open" + "ai", "copi" + "lot",
        "co-authored" + "-by", "ai[- ]gener" + "ated", "language mod" + "el",
    ]),
    re.IGNORECASE,
)  # fmt: skip
# A path of one machine; a path inside a URL is none.
PATHS = re.compile(r"(?<![\w./:<-])/(?:work|opt|root|home|Users|tmp/plan)/[\w.-]+")
URLS = re.compile(r"\b(?:https?|ftp|git|ssh)://([\w.-]+\.[a-z]{2,})", re.IGNORECASE)
HOSTS = {
    "www.w3.org",  # names of XML vocabularies, never fetched
    "json-schema.org",
    "vega.github.io",  # the name of the chart schema, never fetched
    "example.com", "example.org", "example.test", "contoh.example",
}  # fmt: skip
INDEXES = re.compile(
    "py" + r"pi\.|reg" + r"istry\.npm|find-li" + "nks|index-u" + "rl", re.IGNORECASE
)
BINARY = {".png", ".xlsx", ".db", ".pdf", ".woff2", ".ico"}


def _texts(paths):
    for path in paths:
        if path.suffix not in BINARY:
            yield path, path.read_text(encoding="utf-8")


def _hits(paths, pattern):
    return [
        (path.name, found.group())
        for path, text in _texts(paths)
        for found in pattern.finditer(text)
    ]


def test_no_file_speaks_of_who_typed_it(tracked):
    """No file names an assistant."""
    assert not _hits(tracked, WORDS)


def test_no_file_knows_one_machine(tracked):
    """No file holds an absolute path of the machine it was written on."""
    assert not _hits(tracked, PATHS)


def test_no_file_names_a_package_index(tracked):
    """Where packages come from is the affair of whoever installs."""
    assert not _hits(tracked, INDEXES)


def test_only_names_of_vocabularies_look_like_addresses(tracked):
    """No file points to a host that something could fetch from."""
    found = {
        (path.name, hit.group(1))
        for path, text in _texts(tracked)
        for hit in URLS.finditer(text)
        if hit.group(1).lower() not in HOSTS
    }
    assert not found


def test_the_top_folder_is_tidy(tracked, root):
    """At the top stand src, tests, docs, examples and what convention demands beside them."""
    tops = {path.relative_to(root).parts[0] for path in tracked}
    assert tops <= {
        "src", "tests", "docs", "examples", "pyproject.toml", "README.md", "README.id.md",
        "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt", ".ci", ".gitignore",
    }  # fmt: skip


def test_no_commit_speaks_of_who_typed_it(root):
    """No commit message names an assistant, a package index or a path of one machine."""
    command = ["git", "log", "--format=%B"]
    said = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    hits = [found.group() for p in (WORDS, PATHS, INDEXES) for found in p.finditer(said)]
    assert not hits
