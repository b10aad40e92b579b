"""From a case to its answer, in pure steps: facets -> rule -> bodies -> contacts and deadlines -> what is missing."""
