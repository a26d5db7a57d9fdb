package compose_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/traveldoc/mrz"
	"example.org/traveldoc/mrz/compose"
	"example.org/traveldoc/mrz/internal/vectors"
)

// shape returns letters as A and digits as 0.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return '0'
		case 'A' <= r && r <= 'Z':
			return 'A'
		}
		return r
	}, s)
}

// TestSurrogate makes surrogates of each vector: zones in order, of the same shape
// where that can be, and with nothing of the holder.
func TestSurrogate(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		d, err := mrz.Parse(v.Text())
		if err != nil {
			continue
		}
		fine := d.Verify(nil).OK()
		for seed := range uint64(5) {
			s := compose.Surrogate(d, seed)
			if s.Layout() != d.Layout() || !s.Verify(nil).OK() {
				t.Fatalf("%s: %v, %v", v.Name, s, s.Verify(nil).Err())
			}
			if again := compose.Surrogate(d, seed); again != s {
				t.Errorf("%s: not the same for the same seed", v.Name)
			}
			if !fine {
				continue
			}
			if s.DocumentCode() != d.DocumentCode() && d.DocumentCode() != "PR" && d.DocumentCode() != "PS" || s.IssuingState() != d.IssuingState() || d.Nationality() == d.IssuingState() && s.Nationality() != s.IssuingState() && d.Nationality().Nationality() {
				t.Errorf("%s: codes", v.Name)
			}
			if d.DocumentNumber()[0] != '<' && !strings.Contains(d.Raw(mrz.FieldName), "<<<A") && !strings.HasPrefix(shape(d.DocumentNumber()), shape(s.DocumentNumber())) {
				t.Errorf("%s: %s is not of the shape %s", v.Name, shape(s.DocumentNumber()), shape(d.DocumentNumber()))
			}
			for i, pair := range [][2]string{{s.DocumentNumber(), d.DocumentNumber()}, {s.Raw(mrz.FieldName), d.Raw(mrz.FieldName)}, {s.OptionalData(), d.OptionalData()}} {
				if len(strings.Trim(pair[1], "<")) > 3 && pair[0] == pair[1] {
					t.Errorf("%s: %d is the holder's", v.Name, i)
				}
			}
			b, was := s.Raw(mrz.FieldDateOfBirth), d.Raw(mrz.FieldDateOfBirth)
			if strings.ContainsRune(was, '<') && shape(b) != shape(was) {
				t.Errorf("%s: unknown parts of the birth", v.Name)
			}
		}
	}
	if !compose.Surrogate(mrz.Document{}, 1).IsZero() {
		t.Error("of nothing")
	}
	// Pinned: the same for ever.
	d := mrz.MustParse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
	if got, want := lines(compose.Surrogate(d, 9303)), surrogate9303; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const surrogate9303 = "P<UTOFAROPADI<<RUPE<AKALU<<<<<<<<<<<<<<<<<<<\nY889291N60UTO9005260F2804279GS243214H<<<<<38"

var exerciseBases = []string{
	"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
	"I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
	"I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
	"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
	"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
	"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}

// TestExercises makes each fault in each layout that has a place for it.
func TestExercises(t *testing.T) {
	possible := make(map[compose.Fault]int)
	for i, text := range exerciseBases {
		d := compose.Surrogate(mrz.MustParse(text), uint64(i))
		for _, fault := range compose.Faults() {
			made := 0
			for seed := range uint64(50) {
				e, ok := compose.NewExercise(d, fault, seed)
				if !ok {
					continue
				}
				made++
				if e.Fault != fault || e.Original != d {
					t.Fatalf("%v, %s: %v", d, fault, e)
				}
				if again, _ := compose.NewExercise(d, fault, seed); !slices.Equal(again.Lines, e.Lines) {
					t.Errorf("%v, %s: not the same for the same seed", d, fault)
				}
				checkExercise(t, e)
			}
			if made > 0 {
				possible[fault]++
				if made < 50 && fault != compose.FaultBadDate {
					t.Errorf("%v, %s: %d of 50", d, fault, made)
				}
			}
		}
	}
	for _, fault := range compose.Faults() {
		want := len(exerciseBases)
		switch fault {
		case compose.FaultForbiddenCode:
			want = 3
		case compose.FaultLongNumberDigit, compose.FaultOptionalCheckBlank:
			want = 1
		case compose.FaultLongNumberRestMissing:
			want = 2
		case compose.FaultLeadingFillerNumber, compose.FaultEmptyNumber:
			want = 5
		}
		if possible[fault] != want {
			t.Errorf("%s: in %d of the zones; want %d", fault, possible[fault], want)
		}
	}
	if _, ok := compose.NewExercise(mrz.MustParse(exerciseBases[0]), "other", 1); ok {
		t.Error("an unknown fault")
	}
	if _, ok := compose.NewExercise(mrz.Document{}, compose.FaultSexX, 1); ok {
		t.Error("a fault of nothing")
	}
}

// checkExercise wants the answer to be right, and the fault to be noticed.
func checkExercise(t *testing.T, e compose.Exercise) {
	t.Helper()
	original := e.Original.Lines()
	want := slices.Clone(original)
	switch {
	case e.Column == 0:
		if e.Fault != compose.FaultMissingLine || e.From != original[e.Line-1] {
			t.Errorf("%s: %v", e.Fault, e)
		}
		want = slices.Delete(want, e.Line-1, e.Line)
	default:
		l := &want[e.Line-1]
		i := e.Column - 1
		if !strings.HasPrefix((*l)[i:], e.From) || e.From == e.To {
			t.Errorf("%s: from %q to %q", e.Fault, e.From, e.To)
			return
		}
		*l = (*l)[:i] + e.To + (*l)[i+len(e.From):]
	}
	// All that differs further is digits that were recomputed.
	if len(e.Lines) != len(want) {
		t.Fatalf("%s: %d lines", e.Fault, len(e.Lines))
	}
	differ := 0
	for i := range want {
		if len(want[i]) != len(e.Lines[i]) {
			t.Fatalf("%s: line %d", e.Fault, i+1)
		}
		for j := range len(want[i]) {
			if want[i][j] != e.Lines[i][j] {
				differ++
			}
		}
	}
	if differ > len(e.Recomputed) {
		t.Errorf("%s: %d places differ, %d digits were recomputed", e.Fault, differ, len(e.Recomputed))
	}
	d, err := mrz.Parse(strings.Join(e.Lines, "\n"))
	if err != nil {
		if !slices.Contains([]compose.Fault{compose.FaultIllegalCharacter, compose.FaultWrongLength, compose.FaultMissingLine}, e.Fault) {
			t.Errorf("%s: %v", e.Fault, err)
		}
		return
	}
	r := d.Verify(nil)
	for _, f := range e.Recomputed {
		if f == mrz.FieldCompositeCheckDigit && r.Verdict(f).String() != "match" && d.Layout() == e.Original.Layout() {
			t.Errorf("%s: the composite digit does not agree", e.Fault)
		}
	}
	if len(r.Findings()) == 0 {
		t.Errorf("%s: not noticed", e.Fault)
	}
}
