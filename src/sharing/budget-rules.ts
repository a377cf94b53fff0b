/**
 * How servers that share a Redis decide about a limiter's budgets: Lua, run there as one step. It is the rule of `http/limiter/`, over all servers: a
 * permit is held from the sending until one window after the answer, subjects take turns at each kind of request, and a request that cannot start
 * keeps its permits.
 *
 * All of a limiter lies in one key, so that a step reads and writes once, and an eviction takes all or nothing:
 *
 *     budgets[name]  limit, windowMs, clock, blockedUntil, all, background   (a pool: held, releases = {{moment, permits}, …} in order)
 *     members[name]  generation, isIn, heardAt, longestMs, hasLeft, flights[id] = {kind, count}
 *     lanes[key]     kind, place, servers[name] = {place, size, count, owed};  owed: turns that have come, and were not asked for yet
 *     listed[name]   when the server was last among those with a lease;  listedAt: when they were last told
 *     counts         {{servers, until}, …}: how many held a lease, until when
 *     emptyAt        when there was nothing here: all that servers hold is unknown then;  greeted[name]
 *
 * Moments are milliseconds of the clock that `decide` is given.
 */
export const BUDGET_RULES = `
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

-- Lanes of servers that are not heard of lapse. What a server had in flight has reached the vendor at the latest when an attempt's time was over
-- after it was taken to be cut off.
local function lapse(state, now, terms)
  for name, member in pairs(state.members) do
    local silentMs = now - member.heardAt
    if silentMs > terms.lanesLapseMs or member.hasLeft then
      for _, lane in pairs(state.lanes) do lane.servers[name] = nil end
    end
    if silentMs > terms.cutOffMs + member.longestMs then
      for id in pairs(member.flights) do finish(state, member, id, member.heardAt + terms.cutOffMs + member.longestMs) end
      if silentMs > 86400000 then state.members[name] = nil end
    end
  end
  for key, lane in pairs(state.lanes) do if next(lane.servers) == nil then state.lanes[key] = nil end end
end

local function list(state, servers, now, terms)
  if servers then
    state.listedAt = now
    for _, name in ipairs(servers) do state.listed[name] = now end
    local last = state.counts[#state.counts]
    if last and last[1] == #servers then last[2] = now else table.insert(state.counts, { #servers, now }) end
  end
  local longest = 0
  for _, budget in pairs(state.budgets) do longest = math.max(longest, budget.windowMs) end
  local keptMs = terms.cutOffMs + terms.longestMs + longest
  while state.counts[2] and state.counts[1][2] <= now - keptMs do table.remove(state.counts, 1) end
  for name, at in pairs(state.listed) do if at < state.listedAt - keptMs then state.listed[name] = nil end end
end

-- The shares of servers that hold a lease and are cut off. The fewest servers known of late divide the limit: none of them takes more.
local function setAside(state, budget, now, terms)
  local settlesMs = terms.cutOffMs + terms.longestMs + budget.windowMs
  local cutOff, servers = 0, nil
  for name, at in pairs(state.listed) do
    local member = state.members[name]
    local isHere = member and (member.hasLeft or (member.isIn and now - member.heardAt <= terms.cutOffMs))
    if not isHere and at >= state.listedAt - terms.longestMs - budget.windowMs then cutOff = cutOff + 1 end
  end
  if cutOff == 0 then return 0 end
  for _, count in ipairs(state.counts) do
    if count[2] > now - settlesMs then servers = math.min(servers or count[1], count[1]) end
  end
  local share = math.max(1, math.floor(budget.limit / math.max(1, servers or 1)))
  return math.min(budget.limit, cutOff * share)
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

local function kindKey(kind)
  return (kind.background or '') .. ':' .. table.concat(kind.budgets, ',')
end

local function nextPlace(state)
  state.place = state.place + 1
  return state.place
end

-- Whoever comes, or had a turn, stands behind all who wait.
local function nextPlace(state)
  state.place = state.place + 1
  return state.place
end

local function comesBefore(one, other)
  return one.place < other.place
end

local function register(state, server, lanes, kinds)
  local waits = {}
  for index, told in ipairs(lanes) do
    local kind = kinds[told[1] + 1]
    local key = kindKey(kind) .. ' ' .. told[2]
    local lane = state.lanes[key]
    if not lane then
      lane = { kind = kind, place = nextPlace(state), servers = {} }
      state.lanes[key] = lane
    end
    local waiting = lane.servers[server]
    if not waiting then
      waiting = { place = nextPlace(state), owed = 0 }
      lane.servers[server] = waiting
    end
    waiting.size, waiting.count, waits[key] = told[3], told[4], index
    waiting.owed = math.min(waiting.owed, waiting.size)
  end
  for key, lane in pairs(state.lanes) do
    if not waits[key] then lane.servers[server] = nil end
    if next(lane.servers) == nil then state.lanes[key] = nil end
  end
  return waits
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

-- Gives turns to the lanes in order, round after round. Returns the lanes of this server that had one, the other servers whose turn it is, and when
-- it is worth asking again.
local function serve(state, server, waits, firstId, now, terms)
  local order, ours = {}, {}
  for key, lane in pairs(state.lanes) do
    local entry = { key = key, kindKey = kindKey(lane.kind), lane = lane, place = lane.place, servers = {} }
    for name, waiting in pairs(lane.servers) do table.insert(entry.servers, { name = name, waiting = waiting, left = waiting.size }) end
    if lane.servers[server] then entry.isOurs, ours[entry.kindKey] = true, true end
    order[#order + 1] = entry
  end
  table.sort(order, comesBefore)
  local aside, kept = {}, {}
  for name, budget in pairs(state.budgets) do aside[name] = setAside(state, budget, now, terms) end
  local function keptOf(pool) return kept[pool] or 0 end

  -- openAt: of the budgets; shareAt: of the share of background work
  local function plan(kind, count, ahead)
    local openAt, shareAt = now, now
    for _, name in ipairs(kind.budgets) do
      local budget = state.budgets[name]
      if budget then
        local limit = budget.limit - aside[name]
        local wanted = math.min(count, math.max(1, limit))
        openAt = math.max(openAt, closedUntil(budget), freeAt(budget, budget.all, ahead + keptOf(budget.all) + wanted - (limit - budget.all.held), now))
        if kind.background then
          local share = math.max(1, math.floor(limit * kind.background))
          shareAt = math.max(shareAt, freeAt(budget, budget.background,
            ahead + keptOf(budget.background) + math.min(count, share) - (share - budget.background.held), now))
        end
      end
    end
    return openAt, shareAt
  end
  local function keep(kind, count, shareOnly)
    for _, name in ipairs(kind.budgets) do
      local budget = state.budgets[name]
      if budget then
        if not shareOnly then kept[budget.all] = keptOf(budget.all) + count end
        if kind.background then kept[budget.background] = keptOf(budget.background) + count end
      end
    end
  end

  local granted, others, turnAt = {}, {}, nil
  local stopped, ahead, told, open = {}, {}, {}, 0
  local isOpen = {}
  for _, entry in ipairs(order) do
    if not isOpen[entry.kindKey] then isOpen[entry.kindKey], open = true, open + 1 end
  end
  local function tell(key, openAt, shareAt)
    told[key] = true
    local at = math.max(openAt, shareAt)
    turnAt = turnAt and math.min(turnAt, at) or at
    open = open - 1
  end

  local function fits(kind, count)
    local openAt, shareAt = plan(kind, count, 0)
    return math.max(openAt, shareAt) <= now, openAt, shareAt
  end
  -- A turn of this server is granted; one of another server is kept for it, which is told, and owed until it asks.
  local function give(entry, one)
    one.left = one.left - 1
    if one.name == server then
      take(state, state.members[server], firstId + #granted, entry.lane.kind, one.waiting.count)
      granted[#granted + 1] = waits[entry.key] - 1
    else
      keep(entry.lane.kind, one.waiting.count, false)
      others[one.name] = true
    end
  end

  -- What was owed before comes first: its place in the order is past.
  for _, entry in ipairs(order) do
    for _, one in ipairs(entry.servers) do
      for _ = 1, one.waiting.owed do
        if one.left <= 0 or not fits(entry.lane.kind, one.waiting.count) then break end
        give(entry, one)
        if one.name == server then one.waiting.owed = one.waiting.owed - 1 end
      end
    end
  end

  local first, last = 1, #order
  while first <= last and open > 0 do
    local entry = order[first]
    first = first + 1
    local kind, key = entry.lane.kind, entry.kindKey
    local one
    for _, candidate in ipairs(entry.servers) do
      if candidate.left > 0 and (not one or comesBefore(candidate.waiting, one.waiting)) then one = candidate end
    end
    if one and stopped[key] then
      -- Where the first of a kind cannot start, none of that kind can.
      if entry.isOurs and not told[key] then tell(key, plan(kind, one.waiting.count, ahead[key])) end
      ahead[key] = ahead[key] + one.waiting.count
    elseif one then
      local isOpenNow, openAt, shareAt = fits(kind, one.waiting.count)
      if isOpenNow then
        give(entry, one)
        if one.name ~= server then one.waiting.owed = one.waiting.owed + 1 end
        entry.lane.place, one.waiting.place = nextPlace(state), nextPlace(state)
        last = last + 1
        order[last] = entry
      else
        keep(kind, one.waiting.count, shareAt > openAt)
        stopped[key], ahead[key] = true, 0
        if entry.isOurs then tell(key, openAt, shareAt) elseif not ours[key] then open = open - 1 end
      end
    end
  end
  return granted, others, turnAt, aside
end

local function poolView(pool, now)
  local releases = {}
  for _, release in ipairs(pool.releases) do releases[#releases + 1] = { release[1] - now, release[2] } end
  return { pool.held - released(pool), releases }
end

local function fresh(now)
  return { budgets = {}, members = {}, lanes = {}, listed = {}, listedAt = now, counts = {}, place = 0, emptyAt = now, greeted = {}, at = now }
end

-- Where nothing is known, every budget counts as full for one window: from now where all servers have told what they hold, else from when the last
-- request that nobody told of can have reached the vendor. What is counted over a day is kept elsewhere as well.
local function fill(state, now, terms)
  if not state.emptyAt then return end
  local areAllHere = state.listedAt > state.emptyAt or next(state.listed) ~= nil
  for name in pairs(state.listed) do areAllHere = areAllHere and state.greeted[name] == true end
  local from = state.emptyAt
  if not areAllHere then from = from + terms.longestMs end
  local isOver = true
  for _, budget in pairs(state.budgets) do
    if budget.windowMs < 86400000 then
      local untilAt = windowAfter(budget, from)
      budget.filledUntil = untilAt
      if untilAt > now then isOver = false end
    end
  end
  if isOver then
    state.emptyAt, state.greeted = nil, {}
    for _, budget in pairs(state.budgets) do budget.filledUntil = nil end
  end
end

-- raw: what lies there, or false. Returns what is to lie there, the answer, and the names of servers whose turn has come.
local function decide(raw, told, now)
  local state = raw and cmsgpack.unpack(raw) or fresh(now)
  -- A clock that was set back would hold permits for as long: nothing is known.
  if state.at > now + 1000 then state = fresh(now) end
  state.at = now
  local terms = { cutOffMs = told.cutOffMs, lanesLapseMs = told.lanesLapseMs, longestMs = told.longestMs }
  for _, policy in ipairs(told.policies) do
    local budget = state.budgets[policy.name] or newBudget(policy)
    budget.windowMs, budget.clock = policy.windowMs, policy.clock or nil
    state.budgets[policy.name] = budget
  end
  lapse(state, now, terms)
  for _, budget in pairs(state.budgets) do
    forget(budget.all, now)
    forget(budget.background, now)
  end
  local member = state.members[told.server]

  if told.step == 'greet' then
    if member then
      for id in pairs(member.flights) do finish(state, member, id, nil) end
      for _, lane in pairs(state.lanes) do lane.servers[told.server] = nil end
    end
    member = { generation = told.generation, isIn = false, heardAt = now, longestMs = told.longestMs, flights = {} }
    state.members[told.server] = member
    state.greeted[told.server] = true
    for _, flight in ipairs(told.inFlight) do take(state, member, flight[1], told.kinds[flight[2] + 1], flight[3]) end
    for _, past in ipairs(told.past) do
      eachPool(state, told.kinds[past[1] + 1], function(budget, pool)
        local at = windowAfter(budget, now - past[3])
        if at > now then insert(pool, at, past[2]) end
      end)
    end
    list(state, told.servers, now, terms)
    fill(state, now, terms)
    return cmsgpack.pack(state), { known = true }, {}
  end

  if not member or member.generation ~= told.generation or member.hasLeft then
    return cmsgpack.pack(state), { known = false }, {}
  end
  member.heardAt, member.longestMs, member.isIn = now, told.longestMs, true
  for _, ended in ipairs(told.ended) do
    local answeredAt = now
    if ended[2] == 1 then answeredAt = nil end
    finish(state, member, ended[1], answeredAt)
  end
  if told.step == 'leave' then
    member.hasLeft = true
    for _, lane in pairs(state.lanes) do lane.servers[told.server] = nil end
    return cmsgpack.pack(state), { known = true }, {}
  end
  list(state, told.servers, now, terms)
  for _, lesson in ipairs(told.lessons) do learn(state, lesson, now) end
  fill(state, now, terms)
  local waits = register(state, told.server, told.lanes, told.kinds)
  local granted, others, turnAt, aside = serve(state, told.server, waits, told.firstId, now, terms)
  local budgets = {}
  for _, policy in ipairs(told.policies) do
    local budget = state.budgets[policy.name]
    local blockedMs = math.max(0, closedUntil(budget) - now)
    if budget.all.held > 0 or aside[policy.name] > 0 or blockedMs > 0 or budget.limit ~= policy.limit then
      budgets[#budgets + 1] = { policy.name, budget.limit, aside[policy.name], blockedMs, poolView(budget.all, now), poolView(budget.background, now) }
    end
  end
  local names = {}
  for name in pairs(others) do names[#names + 1] = name end
  return cmsgpack.pack(state), { known = true, granted = granted, budgets = budgets, turnInMs = turnAt and turnAt - now }, names
end
`;

/** KEYS: the state, its channel. ARGV: what is told, in JSON; how long the state is kept, in seconds. */
export const DECIDE_IN_REDIS = `${BUDGET_RULES}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local told = cjson.decode(ARGV[1])
-- Whoever told it has given up by now, and must not be taken to be here.
if now > told.validUntil then return cjson.encode({ late = true, now = now }) end
local state, answer, names = decide(redis.call('GET', KEYS[1]), told, now)
redis.call('SET', KEYS[1], state, 'EX', ARGV[2])
if #names > 0 then redis.call('PUBLISH', KEYS[2], table.concat(names, ' ')) end
answer.now = now
return cjson.encode(answer)
`;
