import "reflect-metadata";
import { Field, InputType } from "type-graphql";
import { RecordChangeInput } from "../common/input/change.input.js";
import { DateTimeScalar } from "../common/scalars.js";

@InputType({ description: "Open a closed job again." })
export class ReopenJobInput extends RecordChangeInput {
  @Field(() => DateTimeScalar, { nullable: true, description: "Open until then; must lie ahead. Leave out for open without end." })
  expiresAt?: string | null;
}

@InputType({ description: "Close a job: no more recruiting for it. The vendor takes down what it published itself." })
export class CloseJobInput extends RecordChangeInput {}
