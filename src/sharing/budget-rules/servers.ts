/**
 * Who is there: Lua. Servers that are not heard of lose their lanes, and what they may take from their share is set aside. Where nothing is known,
 * as in an empty Redis, budgets count as full until all that servers hold is known or over. Uses `PERMIT_RULES`.
 */
export const SERVER_RULES = `
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
`;
