import { DEFAULT_ACCOUNT } from "../source.js";
import { all, MAX_ENTRIES, NotNull } from "./rules.js";
import { TextField } from "./text-field.js";

/** Characters of an account's name. */
const MAX_ACCOUNT = 30;

/** One of the server's accounts at the vendor that another argument names. */
export function AccountField(vendor = "vendor"): PropertyDecorator {
  return all(
    TextField(() => String, {
      characters: MAX_ACCOUNT,
      nullable: true,
      defaultValue: DEFAULT_ACCOUNT,
      description: `Which of the server's accounts at that ${vendor}.`,
    }),
    NotNull("leave it out for the default account"),
  );
}

/** Accounts that a list is asked of. */
export function AccountsField(): PropertyDecorator {
  return TextField(() => [String], {
    characters: MAX_ACCOUNT,
    entries: MAX_ENTRIES,
    nullable: true,
    description: "Ask only the accounts of these names, at whichever vendors; all accounts where it is left out.",
  });
}
