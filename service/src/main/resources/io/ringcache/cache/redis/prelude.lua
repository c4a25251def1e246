-- Included by every script on a namespace.
--
-- A namespace keeps, on each node:
--   value  STRING  the value's JSON, with PXAT               one per entry
--   meta   HASH    created_at size_bytes [tags access_count last_accessed]   one per entry, no ttl
--   tag    SET     keys of the entries that carry a tag      one per tag in use
--   index  ZSET    key -> when it expires (ms, +inf never)   the entries, in the order they expire
--   stats  HASH    hits misses total_keys total_bytes evictions
--
-- An entry counts (total_keys, total_bytes) for as long as it is in the index: from the write that
-- made it until the delete, the eviction or the reaper that takes all its parts away. Expired
-- entries stay counted until then, and live ones are told from them by their score.
--
-- Every script is told where its namespace is: KEYS ends with stats and index, ARGV begins with
-- the prefixes of values, metas and tags.
--
-- Time is the node's own: the clocks of two services may differ, and one would reap what the other
-- has just written.

local stats_key, index_key = KEYS[#KEYS - 1], KEYS[#KEYS]
local value_prefix, meta_prefix, tag_prefix = ARGV[1], ARGV[2], ARGV[3]

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local now_millis = math.floor(now / 1000)

-- Lua writes large numbers as 1.7e+15.
local function integer(number)
  return string.format('%.0f', number)
end

local function total_bytes()
  return tonumber(redis.call('HGET', stats_key, 'total_bytes') or 0)
end

-- What the script has counted as evictions.
local evicted_now = 0

-- What a reply says of the namespace on this node: the bytes, when that was, and how many entries
-- this call has found evicted. Replies of two connections may pass each other; the later figure is
-- the true one.
local function held(bytes)
  return {bytes or total_bytes(), now, evicted_now}
end

local function forget_tags(name, tags)
  if tags then
    for tag in string.gmatch(tags, '[^\n]+') do
      redis.call('SREM', tag_prefix .. tag, name)
    end
  end
end
