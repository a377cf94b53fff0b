/**
 * Whose turn it is: Lua, as `http/limiter/fair-order.ts` and `permit-queue.ts` decide for one server. Lanes take turns, and servers within a lane.
 * Uses `PERMIT_RULES` and `SERVER_RULES`.
 */
export const TURN_RULES = `
local function kindKey(kind)
  return (kind.background or '') .. ':' .. table.concat(kind.budgets, ',')
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
`;
