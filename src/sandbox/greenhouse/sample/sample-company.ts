import { REQUISITIONS } from "../../world.js";
import type { CloseReason, DepartmentRecord, OfficeRecord, UserRecord } from "../records.js";

const FIRST_DAY = "2024-12-02T08:00:00.000Z";

/** Departments, offices, close reasons and users of the sample company. */
export function sampleCompany(): {
  departments: DepartmentRecord[];
  offices: OfficeRecord[];
  closeReasons: CloseReason[];
  users: UserRecord[];
} {
  const users = sampleUsers();
  return {
    departments: distinct(REQUISITIONS.map((requisition) => requisition.department.en)).map((name, index) =>
      place(4_400_000_000 + index * 5, name, `dept-${key(name)}`),
    ),
    offices: distinct(REQUISITIONS.map((requisition) => requisition.city.en)).map((name, index) => ({
      ...place(4_410_000_000 + index * 5, name, index === 0 ? null : `office-${key(name)}`),
      location: { name: index === 1 ? null : name },
      primary_contact_user_id: users[index]?.id ?? null,
    })),
    // Names that begin with "Hire -" count as hires in Greenhouse's reports; unfilled openings have the others.
    closeReasons: ["Hire - New headcount", "Hire - Backfill", "Budget withdrawn", "Position on hold", "Filled by another team"].map(
      (name, index) => ({ id: 4_500_000_000 + index * 17, name }),
    ),
    users,
  };
}

function place(id: number, name: string, externalId: string | null): DepartmentRecord {
  return { id, name, parent_id: null, child_ids: [], external_id: externalId };
}

/** Users, named after roles instead of people. The last may edit nothing, and the one before it is disabled. */
function sampleUsers(): UserRecord[] {
  const desks = ["Shanghai", "Moscow", "Berlin", "Almaty", "Francisco", "Archive", "Audit"];
  return desks.map((desk, index) => {
    const email = `${key(desk)}.desk@example.com`;
    return {
      id: 4_000_000_000 + index * 19,
      first_name: desk,
      last_name: "Desk",
      primary_email_address: email,
      emails: index === 0 ? [email, "hiring@example.com"] : [email],
      employee_id: index % 2 === 0 ? `E-${index + 1}` : null,
      disabled: desk === "Archive",
      site_admin: index === 0,
      created_at: FIRST_DAY,
      updated_at: FIRST_DAY,
      mayEdit: desk === "Audit" ? [] : "all",
    };
  });
}

function key(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}

function distinct(names: string[]): string[] {
  return [...new Set(names)];
}
