-- Shared by the scripts that make room.

-- How many entries are looked at to evict one: as Redis does it. A namespace of no more is exact.
local SAMPLE = 10

-- What evicts first is small. LFU is Redis' logarithmic counter in its expectation, so that no
-- state is needed beside access_count: (c - 5)^2 * 5 + (c - 5) = n reads, less one a minute idle.
local rank = {
  LRU = function(created, read)
    return math.max(created, read)
  end,
  FIFO = function(created)
    return created
  end,
  LFU = function(created, read, count)
    local idle_minutes = math.floor((now_millis - math.max(created, read)) / 60000)
    return 5 + (math.sqrt(1 + 20 * count) - 1) / 10 - idle_minutes
  end
}

local function before(a, b)
  if a.rank ~= b.rank then
    return a.rank < b.rank
  end
  return a.used < b.used
end

-- The `share` best victims of a sample, best first.
local function sampled(policy, size, share, keep)
  local candidates, best = {}, nil
  for _, name in ipairs(redis.call('ZRANDMEMBER', space.index, size)) do
    if name ~= keep then
      local meta = redis.call(
        'HMGET', space.meta .. name, 'created_at', 'last_accessed', 'access_count', 'size_bytes')
      local created = (meta[1] or 0) / 1000
      local read = tonumber(meta[2] or 0)
      local candidate = {
        name = name,
        bytes = #name + (meta[4] or 0),
        rank = rank[policy](created, read, tonumber(meta[3] or 0)),
        used = math.max(created, read)
      }
      candidates[#candidates + 1] = candidate
      if not best or before(candidate, best) then
        best = candidate
      end
    end
  end
  if share == 1 then
    return {best}
  end
  table.sort(candidates, before)
  return candidates
end

local function soonest(size, keep)
  local candidates = {}
  for _, name in ipairs(redis.call('ZRANGE', space.index, 0, size)) do
    if name ~= keep then
      local bytes = redis.call('HGET', space.meta .. name, 'size_bytes')
      candidates[#candidates + 1] = {name = name, bytes = #name + tonumber(bytes or 0)}
    end
  end
  return candidates
end

-- Evicts until `need` bytes are free, at most MOST_REMOVED entries and never `keep`. Returns the
-- bytes freed; less than needed means that it has to be called again, 0 that there is nothing left.
local function evict(policy, need, keep)
  local evicted, freed = 0, 0
  while freed < need and evicted < MOST_REMOVED do
    -- More at once where much is needed: one in five of a sample is still a good choice.
    local share = 1
    local candidates
    if policy == 'TTL' then
      candidates = soonest(math.min(MOST_REMOVED - evicted, 20), keep)
      share = #candidates
    else
      local entries = redis.call('ZCARD', space.index)
      local average = math.max(1, total_bytes() / math.max(1, entries))
      share = math.min(MOST_REMOVED - evicted, math.max(1, math.floor((need - freed) / average)))
      share = math.min(share, 20)
      candidates = sampled(policy, math.max(SAMPLE, 5 * share), share, keep)
      share = math.min(share, #candidates)
    end
    if share == 0 then
      break
    end
    local victims, bytes = {}, 0
    for i = 1, share do
      victims[i] = candidates[i].name
      bytes = bytes + candidates[i].bytes
      if freed + bytes >= need then
        break
      end
    end
    evicted = evicted + remove(victims)
    freed = freed + bytes
  end
  if evicted > 0 then
    redis.call('HINCRBY', space.stats, 'evictions', evicted)
  end
  return freed
end
