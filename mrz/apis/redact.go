package apis

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
)

// What holds personal data prints without them, whatever the verb. A value is
// written by the Format of its own type, so that each type has one.

func passengers(n int) string {
	if n == 1 {
		return "1 passenger"
	}
	return strconv.Itoa(n) + " passengers"
}

// String returns the number of messages.
func (ic Interchange) String() string {
	return "interchange with " + strconv.Itoa(len(ic.Messages())) + " messages [redacted]"
}

// Format implements [fmt.Formatter] with the text of String.
func (ic Interchange) Format(f fmt.State, _ rune) { io.WriteString(f, ic.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (ic Interchange) LogValue() slog.Value { return slog.StringValue(ic.String()) }

// String returns the number of messages.
func (g Group) String() string {
	return "group with " + strconv.Itoa(len(g.Messages)) + " messages [redacted]"
}

// Format implements [fmt.Formatter] with the text of String.
func (g Group) Format(f fmt.State, _ rune) { io.WriteString(f, g.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (g Group) LogValue() slog.Value { return slog.StringValue(g.String()) }

// String returns the number of passengers.
func (m Message) String() string {
	return "message with " + passengers(len(m.Passengers)) + " [redacted]"
}

// Format implements [fmt.Formatter] with the text of String.
func (m Message) Format(f fmt.State, _ rune) { io.WriteString(f, m.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (m Message) LogValue() slog.Value { return slog.StringValue(m.String()) }

// String returns the role and nothing of the person.
func (p Passenger) String() string { return "person " + p.Role.String() + " [redacted]" }

// Format implements [fmt.Formatter] with the text of String.
func (p Passenger) Format(f fmt.State, _ rune) { io.WriteString(f, p.String()) }

// LogValue implements [slog.LogValuer] with the text of String.
func (p Passenger) LogValue() slog.Value { return slog.StringValue(p.String()) }

const redacted = "[redacted]"

// String returns "[redacted]".
func (r Reporter) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (r Reporter) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (r Reporter) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (n Name) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (n Name) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (n Name) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (a Address) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (a Address) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (a Address) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (l Location) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (l Location) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (l Location) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (c Contact) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (c Contact) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (c Contact) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (t BagTag) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (t BagTag) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (t BagTag) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (r Reference) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (r Reference) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (r Reference) LogValue() slog.Value { return slog.StringValue(redacted) }

// String returns "[redacted]".
func (d TravelDocument) String() string { return redacted }

// Format implements [fmt.Formatter] with the text of String.
func (d TravelDocument) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// LogValue implements [slog.LogValuer] with the text of String.
func (d TravelDocument) LogValue() slog.Value { return slog.StringValue(redacted) }
