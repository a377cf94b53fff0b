import { setBalance } from "../../src/sandbox/headhunter/index.js";
import { HeadHunterBench, list, refusal } from "./headhunter-support.js";

describe("The types of publication on the HeadHunter stand-in", () => {
  let bench: HeadHunterBench;

  beforeEach(async () => {
    bench = await new HeadHunterBench().open();
  });
  afterEach(() => bench.close());

  const path = "/employers/1455/managers/321/vacancies/available_types";
  const standard = async () => {
    const { items } = list(await bench.get(path)) as unknown as { items: Record<string, unknown>[] };
    return items[1];
  };

  it("count the packages of all regions, and link their areas", async () => {
    expect(await standard()).toMatchObject({
      name: "Стандарт",
      available_publications_count: 50,
      vacancy_billing_type: { id: "standard" },
      vacancy_types: [{ id: "open" }, { id: "closed" }, { id: "anonymous" }, { id: "direct" }],
      publications: [
        { count: 10, areas_url: "https://api.hh.ru/areas?price_region_id=1000224&vacancy_publication_flag=true" },
        { count: 40, areas_url: "https://api.hh.ru/areas?vacancy_publication_flag=true" },
      ],
    });
  });

  it("show the manager's quota where it is smaller, and no used-up packages", async () => {
    bench.standIn.state.quotas["321"] = { standard: 7 };
    expect(await standard()).toMatchObject({ available_publications_count: 7 });
    bench.standIn.state.quotas["321"] = { standard: 70 };
    expect(await standard()).toMatchObject({ available_publications_count: 50 });
    setBalance(bench.standIn.state, "standard", 0);
    expect(await standard()).toMatchObject({ available_publications_count: 0, publications: [] });
  });

  it("misspell the standard type by knob, as HeadHunter's sample does", async () => {
    bench.standIn.knobs.misspeltStandard = true;
    expect(await standard()).toMatchObject({ vacancy_billing_type: { id: "standart" } });
  });

  it("are refused to other managers, with either status of the pages", async () => {
    const others = path.replace("321", "322");
    expect(refusal(await bench.get(others))).toBe("404 not_found");
    bench.standIn.knobs.availableTypesRefusal = 403;
    expect(refusal(await bench.get(others))).toBe("403 forbidden");
    expect(refusal(await bench.get(path.replace("321", "999")))).toBe("404 not_found");
    expect(refusal(await bench.get(path.replace("1455", "1")))).toBe("404 not_found");
  });
});
