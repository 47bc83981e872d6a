"""One table of feedback statements over any number of notebooks, with nbassert as the filter of each Spark partition.

    spark-submit feedback.py --list paths.txt --out OUT           notebooks on a disk that all workers see
    spark-submit feedback.py --files 's3a://bucket/*/' --out OUT  notebooks in an object store (or on any file system)

OUT/records    what `nbassert scan --format ndjson` prints, a text file a partition
OUT/feedback   one row a feedback statement (Parquet)
OUT/notebooks  one row a notebook, with the error of those that could not be read (Parquet)

Then it prints what table1.sql makes of the two tables. Each worker needs Node and nbassert; --nbassert names the command.
"""

import argparse
import json
import shlex
import subprocess
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

FEEDBACK = """
    notebook STRING, cell INT, cellId STRING, line INT, endLine INT, mechanism STRING, source STRING, depth INT,
    `check` STRING, evidence STRUCT<kind: STRING>, reason STRING,
    proposals ARRAY<STRUCT<template: STRING, strictness: STRING, confidence: STRING, assert: STRING, note: STRING>>
"""
NOTEBOOK = "notebook STRING, cells INT, codeCells INT, unparsable ARRAY<INT>, error STRING"


def filter_command(nbassert):
    """A shell command that reads paths and prints records. It fails, so that Spark tries the partition again, when nbassert
    does not come to its end. Exit code 3 is no failure: it says that some notebooks are broken, and their records say which."""
    scan = f"{nbassert} scan --stdin --format ndjson --quiet --jobs 1"
    return f"{scan}; code=$?; [ $code -eq 3 ] || exit $code"


def scan_paths(context, paths, command, partitions):
    """Records of notebooks that every worker can open: one path a line in, one record a line out."""
    piped = context.parallelize(paths, partitions).pipe(f"sh -c {shlex.quote(command)}", checkCode=True)
    return piped.filter(is_not_summary)


def scan_contents(rows, command):
    """Records of a partition of (path, bytes): they take a detour over a folder of this worker that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="nbassert-") as folder:
        names = {}
        for path, content in rows:
            name = f"{len(names)}.ipynb"
            names[name] = path
            Path(folder, name).write_bytes(content)
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, input="\n".join(names), stdout=subprocess.PIPE, text=True, check=True
        )
    for line in done.stdout.splitlines():
        if is_not_summary(line):
            record = json.loads(line)
            record["notebook"] = names[record["notebook"]]
            yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def is_not_summary(line):
    return not line.startswith('{"type":"summary"')


def of_type(name):
    return lambda line: line.startswith(f'{{"type":"{name}"')


def main():
    arguments = parse_arguments()
    spark = SparkSession.builder.appName("nbassert").getOrCreate()
    try:
        run(spark, arguments)
    finally:
        spark.stop()


def run(spark, arguments):
    context, out = spark.sparkContext, arguments.out
    command = filter_command(arguments.nbassert)
    if arguments.list is not None:
        paths = arguments.list.read_text(encoding="utf-8").splitlines()
        records, expected = scan_paths(context, paths, command, arguments.partitions), len(paths)
    else:
        files = spark.read.format("binaryFile").option("recursiveFileLookup", True)
        rows = files.option("pathGlobFilter", "*.ipynb").load(arguments.files).select("path", "content").rdd
        records = rows.repartition(arguments.partitions).mapPartitions(lambda part: scan_contents(part, command))
        expected = rows.count()

    # Written once, so that no notebook is looked at twice for the tables made from it.
    records.saveAsTextFile(f"{out}/records")
    records = context.textFile(f"{out}/records")
    for table, record, schema in (("feedback", "feedback", FEEDBACK), ("notebooks", "notebook", NOTEBOOK)):
        spark.read.schema(schema).json(records.filter(of_type(record))).write.parquet(f"{out}/{table}")
        spark.read.parquet(f"{out}/{table}").createOrReplaceTempView(table)

    found = spark.table("notebooks").count()
    if found != expected:
        raise SystemExit(f"error: {expected} notebooks went in and {found} came out")
    broken = spark.table("notebooks").where("error IS NOT NULL").count()
    print(f"{found} notebooks, {broken} of them could not be read, {spark.table('feedback').count()} feedback statements")
    spark.sql(Path(__file__).with_name("table1.sql").read_text(encoding="utf-8")).show(truncate=False)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--list", type=Path, help="a file with paths of notebooks, one a line")
    source.add_argument("--files", help="a folder or pattern that Spark can read")
    parser.add_argument("--out", required=True, help="a folder that is not there yet")
    parser.add_argument("--nbassert", default="nbassert", help="the command on the workers")
    parser.add_argument("--partitions", type=int, default=64, help="a failure costs one of these")
    return parser.parse_args()


if __name__ == "__main__":
    main()
