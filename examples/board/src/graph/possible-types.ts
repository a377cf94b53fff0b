
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "Node": [
      "Discrepancy",
      "Event",
      "Job",
      "JobVersion",
      "Opening",
      "Operation",
      "Requisition",
      "Vacancy"
    ],
    "VendorRecord": [
      "Job",
      "JobVersion",
      "Opening",
      "Vacancy"
    ]
  }
};
      export default result;
    