import "reflect-metadata";
import { ArgsType, ID } from "type-graphql";
import { Ids, MAX_ID, MAX_IDS, NotBlank } from "./rules.js";
import { TextField } from "./text-field.js";

/** One record by its id: node, job, opening, vacancy, operation. */
@ArgsType()
export class IdArgs {
  @TextField(() => ID, { characters: MAX_ID, description: "Its global id, as the graph gave it." })
  @NotBlank("give the global id of a record, as the graph gave it")
  id: string;
}

/** Query.nodes. */
@ArgsType()
export class NodesArgs {
  @TextField(() => [ID], {
    characters: MAX_ID,
    description: `Global ids, at most ${MAX_IDS}. The answer has the same length and order, with null for what there is not.`,
  })
  @Ids(0, "give global ids, as the graph gave them")
  ids: string[];
}
