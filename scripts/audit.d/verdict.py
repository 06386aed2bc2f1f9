#!/usr/bin/env python3
"""Says what wapiti's reports hold; fails on anything above informational."""
import json
import sys

bad = 0
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        report = json.load(file)
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, findings in report[part].items():
            for finding in findings:
                bad += part != "additionals"
                print(f"{name}: {part}: {kind}: {finding['method']} {finding['path']}: {finding['info']}")
    infos = report["infos"]
    print(f"{name}: wapiti {infos.get('version')}, {infos.get('crawled_pages', 'some')} pages")
print(f"{bad} above informational")
sys.exit(1 if bad else 0)
