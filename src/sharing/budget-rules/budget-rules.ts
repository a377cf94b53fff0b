import { PERMIT_RULES } from "./permits.js";
import { SERVER_RULES } from "./servers.js";
import { TURN_RULES } from "./turns.js";

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
export const BUDGET_RULES = `${PERMIT_RULES}${SERVER_RULES}${TURN_RULES}
local function fresh(now)
  return { budgets = {}, members = {}, lanes = {}, listed = {}, listedAt = now, counts = {}, place = 0, emptyAt = now, greeted = {}, at = now }
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
