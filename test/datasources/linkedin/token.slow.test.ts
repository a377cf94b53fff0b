import { LinkedInWorld, posting } from "./support.js";

describe("LinkedIn's token", () => {
  it("is requested once for a thousand calls, at the same time and one after the other", async () => {
    const world = await LinkedInWorld.open();
    await Promise.all(Array.from({ length: 500 }, (_, index) => world.make("publishVacancy", posting(`A-${index}`))));
    for (let index = 0; index < 500; index += 1) await world.make("publishVacancy", posting(`B-${index}`));
    expect(world.linkedIn.state.posts).toBe(1_000);
    expect(world.linkedIn.state.tokenRequests).toBe(1);
    await world.close();
  });
});
