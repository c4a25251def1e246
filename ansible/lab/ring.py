"""Where keys belong, worked out here once more from docs/decisions/0001-ring-of-names.md, so that the
service's word is not checked by itself."""

import bisect
import hashlib

LABELS = 40  # of each member, four points a label


class Ring:
    """Ketama of members of weight 1."""

    def __init__(self, names):
        points = []
        for name in names:
            for label in range(LABELS):
                digest = hashlib.md5(f"{name}-{label}".encode()).digest()
                points += [(_word(digest, word), name) for word in range(4)]
        self.points = sorted(points)

    def owner(self, namespace: str, key: str) -> str:
        place = _word(hashlib.md5(f"cache:{namespace}:{key}".encode()).digest(), 0)
        return self.points[bisect.bisect_left(self.points, (place, "")) % len(self.points)][1]


def _word(digest: bytes, index: int) -> int:
    return int.from_bytes(digest[4 * index:4 * index + 4], "little")
