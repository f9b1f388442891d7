"""`infitah open-data`: what everybody may have of the network, in a folder."""

import argparse

from audit.open_data_folder import export_open_data
from audit.open_data_licence import licence_of
from flows.connect import connect
from flows.shown import clock_of, print_json
from lifecycle import acts
from lifecycle.entries import Occasion


def open_data(arguments: argparse.Namespace) -> None:
    """Write the open data, and say how many rows each resource has."""
    licence = licence_of()
    engine, clock = connect(arguments), clock_of(arguments)
    occasion = Occasion(acts.coordinator("cli"), clock.now(), "cli")
    data = export_open_data(engine, clock, occasion, arguments.folder, licence)
    rows = {name: len(rows) for name, rows in data.rows.items()}
    if arguments.json:
        told = {"folder": str(arguments.folder), "licence": licence.name, "on": data.on}
        return print_json(told | {"rows": rows})
    counted = ", ".join(f"{count} {name}" for name, count in rows.items())
    print(f"{arguments.folder}: {counted}")
    print(f"licence {licence.name} (INFITAH_OPEN_DATA_LICENCE); described in datapackage.json")
    return None
