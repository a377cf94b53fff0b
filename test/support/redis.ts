/** Where the tests' Redis listens; undefined where `npm test` found none (it says so). Suites keep to keys of their own. */
export const REDIS_URL = process.env.TEST_REDIS_URL || undefined;

export const describeWithRedis = REDIS_URL === undefined ? describe.skip : describe;
