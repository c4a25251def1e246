-- What wrk sends: the request of the file that the first argument names, with a key, drawn each time
-- from as many as the second says, wherever it has the byte 1; no key twice in one request. At the
-- end, one line for WrkReport.

local parts = {}
local keys

local function key()
  return string.format("key_%07d", math.random(0, keys - 1))
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local template = file:read("*a")
  file:close()
  keys = tonumber(args[2])
  math.randomseed(os.time())
  for part in (template .. "\1"):gmatch("([^\1]*)\1") do
    parts[#parts + 1] = part
  end
end

function request()
  if #parts == 1 then
    return parts[1]
  end
  if #parts == 2 then
    return parts[1] .. key() .. parts[2]
  end
  local filled = { parts[1] }
  local drawn = {}
  for i = 2, #parts do
    local next = key()
    while drawn[next] do
      next = key()
    end
    drawn[next] = true
    filled[#filled + 1] = next
    filled[#filled + 1] = parts[i]
  end
  return table.concat(filled)
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    "ringcache requests=%d duration_us=%d bytes=%d p50_us=%d p99_us=%d socket_errors=%d status_errors=%d",
    summary.requests,
    summary.duration,
    summary.bytes,
    latency:percentile(50),
    latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout,
    errors.status))
end
