/** `closeVacancy` as the types of its input and payload begin. */
export function capitalized(mutation: string): string {
  return mutation.slice(0, 1).toUpperCase() + mutation.slice(1);
}
