-- Takes expired entries away.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags
-- Reply: {how many, the namespace's bytes on this node}

return {reap(MOST_REMOVED), total_bytes()}
