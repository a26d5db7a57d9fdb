package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
)

// A meeting is a store of two files, neither of which can be read before both are open.
type meeting struct {
	filesystem.Interface
	mu   sync.Mutex
	open int
	both chan struct{}
}

var met = &meeting{both: make(chan struct{})}

func init() { filesystem.Register("meet", func(context.Context) filesystem.Interface { return met }) }

func (m *meeting) Close() error { return nil }

func (m *meeting) List(context.Context, string) ([]string, error) {
	return []string{"meet://a", "meet://b"}, nil
}

func (m *meeting) OpenRead(context.Context, string) (io.ReadCloser, error) {
	m.mu.Lock()
	if m.open++; m.open == 2 {
		close(m.both)
	}
	m.mu.Unlock()
	select {
	case <-m.both:
		return io.NopCloser(strings.NewReader(lines(10, 1))), nil
	case <-time.After(20 * time.Second):
		return nil, errors.New("the other file is not read at the same time")
	}
}

// TestParallel has two files done at the same time, by the runner in the program.
func TestParallel(t *testing.T) {
	j := judged(job{Input: "meet://*"})
	j.places(t)
	p, s := beam.NewPipelineWithRoot()
	j.build(s)
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
	if got := readSummary(readFile(t, j.Summary)); got.Zones == 0 {
		t.Error("there are no zones")
	}
}
