#!/usr/bin/env python3
"""Computes content-vectors.json from the words of the design alone, without any of the Java code.

usage: content_vectors.py > protocol/src/main/resources/io/cloudstore/protocol/content-vectors.json
"""
import base64
import hashlib
import json

MIB = 1 << 20
SMALLEST, LARGEST, MOST = 8 * MIB, 4096 * MIB, 10_000

HEAD = [
    "Test vectors of content scheme 1, for every implementation in whatever language.",
    "plans: content of `size` bytes is cut into `partCount` parts of `partSize` bytes, the last of `lastLength` bytes:"
    " 8 MiB, doubled until at most 10000 parts are needed, at most 4 GiB. Empty content is one empty part.",
    "contents: byte i of the content is (i * 31) mod 251. `parts` are the SHA-256 digests of the parts in hexadecimal;"
    " `contentId` is the digest of the only part, or the SHA-256 over the concatenated binary digests of the parts,"
    " a dash and their number; `checksum` is the same as S3 writes it in x-amz-checksum-sha256, in base64.",
    "refusedSizes, refusedContentIds, refusedChecksums: what no implementation may accept.",
    "acceptedContentIds: content ids at the edges of the syntax, with their number of parts.",
    "Computed by protocol/src/test/vectors/content_vectors.py, which shares no code with the implementations.",
]


def plan(size):
    part = SMALLEST
    while part < LARGEST and -(-size // part) > MOST:
        part *= 2
    count = max(1, -(-size // part))
    return {"size": size, "partSize": part, "partCount": count, "lastLength": size - (count - 1) * part}


def plans():
    sizes = {0, 1}
    part = SMALLEST
    while part <= LARGEST:
        for edge in (part, 2 * part, 9_999 * part, MOST * part):
            sizes.update((edge - 1, edge, edge + 1))
        part *= 2
    return [plan(size) for size in sorted(sizes) if size <= LARGEST * MOST]


PERIOD = bytes((i * 31) % 251 for i in range(251))


def content(size):
    cut = plan(size)["partSize"]
    whole = (PERIOD * (size // 251 + 1))[:size]
    digests = [hashlib.sha256(whole[at:at + cut]).digest() for at in range(0, max(1, size), cut)]
    single = len(digests) == 1
    digest = digests[0] if single else hashlib.sha256(b"".join(digests)).digest()
    suffix = "" if single else f"-{len(digests)}"
    return {
        "size": size,
        "contentId": digest.hex() + suffix,
        "checksum": base64.b64encode(digest).decode() + suffix,
        "parts": [each.hex() for each in digests],
    }


def refused_ids(good):
    return [
        "", "-", "-2", good[:-1], good + "0", good.upper(), good[:-1] + "g", " " + good, good + " ",
        good + "-", good + "-0", good + "-1", good + "-02", good + "-10001", good + "-100000", good + "-99999999999",
        good + "-2-2", good + "--2", good + "-+2", good + "- 2", good + "-2 ", good + "-x", good + "-0x2",
        good + "-\u0662", "\uff10" * 64, good[:-1] + "-2", base64.b64encode(bytes.fromhex(good)).decode(),
    ]


def main():
    good = hashlib.sha256(b"").hexdigest()
    base = base64.b64encode(bytes.fromhex(good)).decode()
    sizes = [0, 1, 250, 251, MIB, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB - 1, 16 * MIB, 16 * MIB + 1, 20 * MIB]
    print(json.dumps({
        "about": HEAD,
        "scheme": 1,
        "plans": plans(),
        "refusedSizes": [-(1 << 63), -1, LARGEST * MOST + 1, (1 << 63) - 1],
        "contents": [content(size) for size in sizes],
        "acceptedContentIds": [{"contentId": good + "-" + str(n), "parts": n} for n in (2, 10, 9999, 10000)],
        "refusedContentIds": refused_ids(good),
        "refusedChecksums": ["", "-2", good, base[:-4], base + "-0", base + "-10001", base + "-x", base + "-", "*" + base[1:]],
    }, indent=2))


main()
