"""The page, as a marimo notebook: it lays out what `LabSession` gives and asks it for more."""

import marimo

__all__ = ["app"]

app = marimo.App(width="full", app_title="asn_kinerja: laboratorium kebijakan")


@app.cell
def _():
    import marimo as mo

    from asn_kinerja.lab.visits import enter

    request = mo.app_meta().request
    asked = mo.query_params().to_dict()
    asked = {name: asked[name] for name in ("lang", "visit") if name in asked}
    desk = enter({**(request.meta if request else {}), **asked})
    words = desk.words
    get_setup, set_setup = mo.state(0)
    get_saved, set_saved = mo.state("")
    get_person, set_person = mo.state("")
    return (
        desk,
        get_person,
        get_saved,
        get_setup,
        mo,
        set_person,
        set_saved,
        set_setup,
        words,
    )


@app.cell
def _(desk, mo):
    mo.Html(desk.header())
    return


@app.cell
def _(desk, mo, set_setup, words):
    file = mo.ui.text(value=desk.file, label=words.say("file"), full_width=True)
    use_file = mo.ui.button(
        label=words.say("use_file"),
        on_click=lambda _: set_setup(desk.take_file(file.value)),
    )
    size = mo.ui.text(value=desk.size, label=words.say("size"))
    seed = mo.ui.text(value=desk.seed, label=words.say("seed"))
    profile = mo.ui.dropdown(
        desk.profiles, value=desk.profile, label=words.say("profile"), allow_select_none=False
    )
    make = mo.ui.button(
        label=words.say("make"),
        on_click=lambda _: set_setup(desk.make(size.value, seed=seed.value, profile=profile.value)),
    )
    base = mo.ui.dropdown(
        desk.policies,
        value=desk.policy_label,
        label=words.say("base"),
        on_change=lambda name: set_setup(desk.choose(name)),
        allow_select_none=False,
        full_width=True,
    )
    variant = mo.ui.text(value="", label=words.say("variant"), full_width=True)
    opened = mo.ui.button(
        label=words.say("open"),
        on_click=lambda _: set_setup(desk.open(variant.value)),
    )
    return base, file, make, opened, profile, seed, size, use_file, variant


@app.cell
def _(base, desk, file, get_setup, make, mo, opened, profile, seed, size, use_file, variant):
    get_setup()
    mo.Html(
        desk.choices(
            people=[file, use_file, size, seed, profile, make], policy=[base, variant, opened]
        )
    )
    return


@app.cell
def _(desk, get_setup, mo, words):
    get_setup()
    form = mo.ui.dictionary(
        {
            knob.place: (
                mo.ui.dropdown(
                    desk.options(knob),
                    value=desk.chosen(knob),
                    label=desk.label(knob),
                    allow_select_none=True,
                )
                if knob.words
                else mo.ui.text(value=desk.value(knob), label=desk.label(knob), full_width=True)
            )
            for knob in desk.session.knobs
        }
    )
    basis = mo.ui.text(value=desk.basis, label=words.say("basis"), full_width=True)
    by = mo.ui.dropdown(desk.groupings, value=desk.grouping, label=words.say("by"))
    return basis, by, form


@app.cell
def _(basis, by, desk, form, mo):
    mo.Html(desk.form({place: f"{form[place]}" for place in form}, basis=basis, by=by))
    return


@app.cell
def _(basis, by, desk, form):
    shown = desk.run(form.value, basis=basis.value, by=by.value or "")
    return (shown,)


@app.cell
def _(desk, mo, shown):
    mo.Html(desk.outcome(shown))
    return


@app.cell
def _(desk, mo, set_person, shown, words):
    buttons = mo.ui.dictionary(
        {
            person: mo.ui.button(label=person, on_click=lambda _, chosen=person: set_person(chosen))
            for person in desk.persons(shown)
        }
    )
    person_id = mo.ui.text(value="", label=words.say("person_id"), on_change=set_person)
    return buttons, person_id


@app.cell
def _(buttons, desk, get_person, mo, person_id, shown):
    mo.Html(
        desk.explained(
            shown,
            buttons={person: f"{buttons[person]}" for person in buttons},
            field=person_id,
            person=get_person(),
        )
    )
    return


@app.cell
def _(desk, mo, set_saved, shown, words):
    name = mo.ui.text(value=desk.name, label=words.say("save_as"))
    save = mo.ui.button(
        label=words.say("save"),
        disabled=not shown.current,
        on_click=lambda _: set_saved(desk.save(name.value)),
    )
    downloads = [
        mo.download(
            data=make_file,
            filename=file_name,
            mimetype=kind,
            label=label,
            disabled=not shown.current,
        )
        for make_file, file_name, kind, label in desk.reports(shown)
    ]
    return downloads, name, save


@app.cell
def _(desk, downloads, get_saved, mo, name, save, shown):
    mo.Html(desk.keep(shown, name=name, save=save, downloads=downloads, saved=get_saved()))
    return


if __name__ == "__main__":
    app.run()
