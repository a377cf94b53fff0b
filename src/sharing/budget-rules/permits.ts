/** What is held of a budget, when it comes free, and what the vendor says of it: Lua, as `http/limiter/permits.ts` and `budget.ts` count for one server. */
export const PERMIT_RULES = `
local COARSE_FROM_MS = 60001
local LONGEST_BLOCK_MS = 300000

local function windowAfter(budget, moment)
  local begin = moment
  if budget.clock then begin = moment - moment % budget.windowMs end
  local at = begin + budget.windowMs + 1
  -- A pool of a day holds a thousand moments, not a million.
  if budget.windowMs >= COARSE_FROM_MS then
    local grain = math.ceil(budget.windowMs / 1000)
    at = math.ceil(at / grain) * grain
  end
  return at
end

local function insert(pool, at, permits)
  local releases = pool.releases
  local place = #releases
  while place > 0 and releases[place][1] > at do place = place - 1 end
  pool.held = pool.held + permits
  if place > 0 and releases[place][1] == at then releases[place][2] = releases[place][2] + permits
  else table.insert(releases, place + 1, { at, permits }) end
end

local function forget(pool, now)
  local releases, kept = pool.releases, {}
  if #releases == 0 or releases[1][1] > now then return end
  for _, release in ipairs(releases) do
    if release[1] <= now then pool.held = pool.held - release[2] else kept[#kept + 1] = release end
  end
  pool.releases = kept
end

local function released(pool)
  local sum = 0
  for _, release in ipairs(pool.releases) do sum = sum + release[2] end
  return sum
end

local function newBudget(policy)
  return {
    limit = math.max(1, math.floor(policy.limit)), blockedUntil = 0,
    all = { held = 0, releases = {} }, background = { held = 0, releases = {} },
  }
end

local function eachPool(state, kind, act)
  for _, name in ipairs(kind.budgets) do
    local budget = state.budgets[name]
    if budget then
      act(budget, budget.all)
      if kind.background then act(budget, budget.background) end
    end
  end
end

local function take(state, member, id, kind, count)
  member.flights[tostring(id)] = { kind = kind, count = count }
  eachPool(state, kind, function(_, pool) pool.held = pool.held + count end)
end

-- answeredAt: nil where the vendor never had the request
local function finish(state, member, id, answeredAt)
  local flight = member.flights[tostring(id)]
  if not flight then return end
  member.flights[tostring(id)] = nil
  eachPool(state, flight.kind, function(budget, pool)
    pool.held = pool.held - flight.count
    if answeredAt then insert(pool, windowAfter(budget, answeredAt), flight.count) end
  end)
end

local function bounded(budget, inMs)
  return math.min(inMs, math.max(budget.windowMs, LONGEST_BLOCK_MS))
end

local function learn(state, lesson, now)
  local budget = state.budgets[lesson.budget]
  if not budget then return end
  if lesson.blockMs then
    budget.blockedUntil = math.max(budget.blockedUntil, now + bounded(budget, lesson.blockMs))
    return
  end
  if lesson.limit and lesson.limit >= 1 then budget.limit = math.min(math.floor(lesson.limit), 2147483647) end
  if not lesson.remaining then return end
  local usedByOthers = budget.limit - budget.all.held - math.max(0, math.floor(lesson.remaining))
  local resetsAt = lesson.resetsInMs and now + bounded(budget, lesson.resetsInMs)
  if usedByOthers > 0 then insert(budget.all, resetsAt or windowAfter(budget, now), usedByOthers) end
  if lesson.remaining <= 0 and resetsAt then budget.blockedUntil = math.max(budget.blockedUntil, resetsAt) end
end

local function closedUntil(budget)
  return math.max(budget.blockedUntil, budget.filledUntil or 0)
end

-- When so many permits of a pool have come free: those in flight not before one window from now.
local function freeAt(budget, pool, needed, now)
  if needed <= 0 then return now end
  local soonest, known = windowAfter(budget, now), 0
  for _, release in ipairs(pool.releases) do
    if release[1] > soonest then break end
    known = known + release[2]
    if known >= needed then return release[1] end
  end
  local inFlight = pool.held - released(pool)
  if known + inFlight >= needed then return soonest end
  for _, release in ipairs(pool.releases) do
    if release[1] > soonest then
      known = known + release[2]
      if known + inFlight >= needed then return release[1] end
    end
  end
  return soonest
end

local function poolView(pool, now)
  local releases = {}
  for _, release in ipairs(pool.releases) do releases[#releases + 1] = { release[1] - now, release[2] } end
  return { pool.held - released(pool), releases }
end
`;
