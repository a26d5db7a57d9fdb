/*
Package compose writes machine readable zones.

	d, report, err := compose.Document(mrz.TD3, mrz.Fields{
		DocumentCode:        "P",
		IssuingState:        "UTO",
		PrimaryIdentifier:   "Eriksson",
		SecondaryIdentifier: "Anna Maria",
		DocumentNumber:      "L898902C3",
		Nationality:         "UTO",
		DateOfBirth:         "740812",
		Sex:                 "F",
		DateOfExpiry:        "120415",
	}, nil)

The names may be in national letters: they go through package translit. A name
that does not fit is cut as Doc 9303 wants it (see [Cut]), and the [Report] says
what the zone could not hold. What [mrz.Document.Verify] would call an error is an
error here, and all of them are returned at once: see [FieldError].

All functions may be called by several goroutines at once. A Document that is
composed has a text of its own; nothing that is passed in is kept.

[Surrogate] makes a zone of the same shape as another one without anything of the
person, and
[NewExercise] one with a fault that has a name.
*/
package compose
