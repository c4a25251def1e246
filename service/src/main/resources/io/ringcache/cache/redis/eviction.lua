-- Included by the scripts that make room, behind removal.lua.

-- Evicts until `need` bytes are free, and none of the names that are keys of `keep`. Returns the
-- bytes freed; less than needed means that it has to be called again, 0 that there is nothing left.
-- One function with all that it needs inside: what a script defines costs every call, and most evict
-- nothing.
local function evict(policy, need, keep)

  -- How many entries are looked at to evict one: as Redis does it. A namespace of no more is exact.
  local SAMPLE = 10

  -- And how many more for each, where several go at once. Without SAMPLE besides, a third of what is
  -- looked at would go: where a third of the namespace deserves it, chance would often have it that
  -- fewer of those are in the sample, and others would go for them.
  local SAMPLE_EACH = 3

  -- How many entries a call looks at, at about 5 us each: four times the largest sample.
  local MOST_LOOKED_AT = 280

  -- What goes first is small. LFU is Redis' logarithmic counter in its expectation, so that no
  -- state is needed beside access_count: (c - 5)^2 * 5 + (c - 5) = n reads, less one a minute idle.
  local function rank(created, read, count)
    if policy == 'FIFO' then
      return created
    end
    local used = math.max(created, read)
    if policy == 'LRU' then
      return used
    end
    return 5 + (math.sqrt(1 + 20 * count) - 1) / 10 - math.floor((now_millis - used) / 60000)
  end

  local function before(a, b)
    if a.rank ~= b.rank then
      return a.rank < b.rank
    end
    return a.used < b.used
  end

  -- A sample; the first `share` of it are its best victims.
  local function sampled(size, share)
    local candidates, best = {}, nil
    for _, name in ipairs(redis.call('ZRANDMEMBER', index_key, size)) do
      if not keep[name] then
        local meta = redis.call(
          'HMGET', meta_prefix .. name, 'created_at', 'last_accessed', 'access_count', 'size_bytes')
        local created = (meta[1] or 0) / 1000
        local read = tonumber(meta[2] or 0)
        local candidate = {
          name = name,
          bytes = #name + (meta[4] or 0),
          rank = rank(created, read, tonumber(meta[3] or 0)),
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

  -- Those that expire next.
  local function soonest(size)
    local candidates = {}
    for _, name in ipairs(redis.call('ZRANGE', index_key, 0, size)) do
      if not keep[name] then
        local bytes = redis.call('HGET', meta_prefix .. name, 'size_bytes')
        candidates[#candidates + 1] = {name = name, bytes = #name + (bytes or 0)}
      end
    end
    return candidates
  end

  -- How many to evict at once: where much is needed, the best of a larger sample are still a good
  -- choice.
  local function share_of(bytes)
    local average = math.max(1, total_bytes() / math.max(1, redis.call('ZCARD', index_key)))
    return math.max(1, math.min(20, math.floor(bytes / average)))
  end

  local evicted, freed, looked_at = 0, 0, 0
  while freed < need and evicted < MOST_REMOVED and looked_at < MOST_LOOKED_AT do
    local share = share_of(need - freed)
    local candidates
    if policy == 'TTL' then
      candidates = soonest(share)
      looked_at = looked_at + share
    else
      local size = share == 1 and SAMPLE or SAMPLE + SAMPLE_EACH * share
      candidates = sampled(size, share)
      looked_at = looked_at + size
    end
    local victims, bytes = {}, 0
    for i = 1, math.min(share, #candidates) do
      victims[i] = candidates[i].name
      bytes = bytes + candidates[i].bytes
      if freed + bytes >= need then
        break
      end
    end
    if #victims == 0 then
      break
    end
    evicted = evicted + remove(victims)
    freed = freed + bytes
  end
  if evicted > 0 then
    redis.call('HINCRBY', stats_key, 'evictions', evicted)
    evicted_now = evicted_now + evicted
  end
  return freed
end
