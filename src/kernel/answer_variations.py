"""Runs inside the kernel, between answer_values.py and answers.py: the states of the data on which an answer is judged."""

# Of a number that was computed further up, where no data is at hand that could be corrupted.
NUMBER_FAULTS = {"number-halved": 0.5, "number-doubled": 2}


class Variations:
    """The part of a judge that puts the namespace into corrupted and healthily varied states, and back."""

    def vary(self, code, request, saved):
        space = self.shell.user_ns
        wanted = request["only"]
        shown = self.fingerprint(request)
        results, described = [], set()
        for variation in self.variations(request):
            if wanted is not None and variation["id"] not in wanted:
                continue
            if sum(one["changes"] and not one["healthy"] for one in results) >= request["most"]:
                break
            what = self.apply(variation, request["seconds"])
            # Two seeds may come to the same.
            if what is not None and what not in described:
                described.add(what)
                changes = shown is None or self.fingerprint(request) != shown
                is_judged = changes or variation["healthy"]
                outcome = self.run(code, request["seconds"])[0] if is_judged else None
                kept = {key: variation[key] for key in ("id", "kind", "healthy")}
                results.append({**kept, "what": what, "changes": changes, "outcome": outcome})
            restore(space, saved)
        return results

    def variations(self, request):
        """Every state that may be tried, the healthy ones first, then what is nearest to the subject."""
        about, space = set(request["names"]), self.shell.user_ns
        given = {name: value for name, value in self.given.items() if self.faults.is_data(value)}
        bound = names_bound(self.cell) if self.cell else {}
        # What the cell made is changed behind it only where nothing else in the cell was made from it.
        free = [name for name, is_used in bound.items() if name in about and name in space and not is_used]
        made = {name: space[name] for name in free if self.faults.is_data(space[name])}
        if not given and not made:
            given = {name: value for name, value in self.given.items() if name in about and is_number(value)}
        for kind in request["healthy"]:
            names, when = (given, "before") if given else (made, "after")
            if names:
                yield {"id": kind, "kind": kind, "names": sorted(names), "when": when, "seed": 0, "healthy": True}
        for seed in range(request["seeds"]):
            for when, names in (("after", made), ("before", given)):
                for name in sorted(names, key=lambda name: (name not in about, name)):
                    kinds = NUMBER_FAULTS if is_number(names[name]) else request["kinds"]
                    for column in named_columns(names[name], request["columns"]):
                        for kind in kinds:
                            one = {"kind": kind, "names": [name], "when": when, "seed": seed, "healthy": False}
                            yield {"id": f"{kind}:{name}:{column or ''}:{when}:{seed}", "column": column, **one}
            if len(given) > 1:
                for kind in request["kinds"]:
                    one = {"kind": kind, "names": sorted(given), "when": "before", "seed": seed, "healthy": False}
                    yield {"id": f"{kind}:::before:{seed}", **one}

    def apply(self, variation, seconds):
        """Puts the namespace into the varied state, and says what is wrong there; None where that cannot be."""
        space = self.shell.user_ns
        is_before = variation["when"] == "before"
        values = copies(self.given) if is_before else {}
        with self.quiet():
            fresh, what = self.corrupted({**space, **values}, variation)
            if fresh is None:
                return None
            space.update({**values, **fresh})
            if not is_before:
                return what
            try:
                with self.inside.time_limit(seconds):
                    exec(compile(without_showing(self.cell), "<cell>", "exec"), space)
            except (Exception, self.inside.OutOfTime):
                # The notebook itself stops there: no assert is needed to notice that.
                return None
        return what

    def corrupted(self, space, variation):
        kind, name = variation["kind"], variation["names"][0]
        if kind in NUMBER_FAULTS:
            factor = NUMBER_FAULTS[kind]
            return {name: space[name] * factor}, f"`{name}` is {factor:g} times as large"
        if kind == "rows-gone":
            return {name: self.faults.taken(space[name], [])}, f"`{name}` without any row"
        if kind in ("unknown-value", "negative-value"):
            return self.wrong_values(space, variation)
        return self.faults.corrupted(space, variation)

    def wrong_values(self, space, variation):
        """Some values of a column that cannot be: a label that nobody knows, a negative amount."""
        import numpy

        faults, is_label = self.faults, variation["kind"] == "unknown-value"
        random = numpy.random.RandomState(variation["seed"])

        def wanted(values, _):
            if is_label:
                return values.dtype.kind not in "biufcmM" and len(set(values)) <= faults.MOST_CLASSES
            return values.dtype.kind in "iuf" and len(values) > 0 and float(numpy.nanmin(values)) >= 0

        def change(table, at, label):
            values = numpy.array(faults.values_at(table, at), dtype=object if is_label else None)
            rows = faults.picked(random, len(values), faults.OUTLIER_SHARE)
            values[rows] = "?" if is_label else -1 - values[rows]
            what = "an unknown label" if is_label else "negative"
            return faults.replaced(table, at, values), f"{len(rows)} of {len(values)} values of {{}} {what}"

        try:
            return faults.in_table({name: space[name] for name in variation["names"]}, wanted, variation.get("column"), random, change)
        except faults.NotApplicable as error:
            return None, str(error)
