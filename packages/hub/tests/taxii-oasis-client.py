"""Drives a hub with the OASIS client: argv are the discovery address, a token, and a JSON list of objects."""

import json
import sys

from taxii2client.v21 import Server, as_pages

address, token, posted = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
server = Server(address, user="taxii", password=token)
root = server.default
collections = {collection.alias: collection for collection in root.collections}
status = collections["inbox"].add_objects({"objects": posted})
read = [
    found["id"]
    for page in as_pages(collections["everything"].get_objects, per_request=3)
    for found in page["objects"]
]
records = [
    record["id"]
    for page in as_pages(collections["everything"].get_manifest, per_request=4)
    for record in page["objects"]
]
first = posted[0]["id"]
print(
    json.dumps(
        {
            "title": server.title,
            "roots": [root.url for root in server.api_roots],
            "status": [status.status, status.success_count, status.failure_count],
            "read": read,
            "records": records,
            "object": collections["inbox"].get_object(first)["objects"][0]["id"],
            "versions": collections["inbox"].object_versions(first)["versions"],
            "filtered": collections["inbox"].get_objects(type="indicator", limit=1)["more"],
            "nothing": dict(collections["malware"].get_objects()),
        }
    )
)
