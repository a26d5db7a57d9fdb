package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// A store is what stores of objects are like: an object is there when it is closed,
// whatever has been written, unless the context has ended; and it is copied, not moved.
type store struct {
	mu      sync.Mutex
	objects map[string]string
	room    int  // for so many bytes; 0: for any number
	remove  bool // objects can be removed
	failed  string
	cancel  context.CancelFunc // what copying does, if it is set
}

var stores = &store{}

func init() {
	filesystem.Register("store", func(context.Context) filesystem.Interface { return stores })
}

func (s *store) reset(room int, remove bool, failed string) {
	s.objects, s.room, s.remove, s.failed = map[string]string{}, room, remove, failed
}

var errStore = errors.New("the store is on fire")

func (s *store) fails(step string) error {
	if s.failed == step {
		return errStore
	}
	return nil
}

func (s *store) Close() error { return nil }

func (s *store) List(context.Context, string) ([]string, error) { return nil, nil }

func (s *store) Size(context.Context, string) (int64, error) { return 0, errStore }

func (s *store) OpenRead(context.Context, string) (io.ReadCloser, error) { return nil, errStore }

func (s *store) OpenWrite(ctx context.Context, name string) (io.WriteCloser, error) {
	return &object{s: s, ctx: ctx, name: name}, s.fails("open")
}

func (s *store) Copy(_ context.Context, from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[to] = s.objects[from]
	if s.cancel != nil {
		s.cancel()
	}
	return s.fails("copy")
}

func (s *store) Remove(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.remove || ctx.Err() != nil {
		return errStore
	}
	delete(s.objects, name)
	return nil
}

type object struct {
	bytes.Buffer
	s    *store
	ctx  context.Context
	name string
}

func (o *object) Write(p []byte) (int, error) {
	if o.s.room > 0 && o.Len()+len(p) > o.s.room {
		return 0, errStore
	}
	return o.Buffer.Write(p)
}

func (o *object) Close() error {
	if err := o.ctx.Err(); err != nil {
		return err
	}
	o.s.mu.Lock()
	defer o.s.mu.Unlock()
	o.s.objects[o.name] = o.String()
	return o.s.fails("close")
}

// TestStore has the output on a store of objects fail at every step.
func TestStore(t *testing.T) {
	text := lines(2000, 1)
	j := judged(job{Output: "store://bucket/out", Rejected: "store://bucket/rejected"})
	out, rejected := outputName(j.Output, "a"), outputName(j.Rejected, "a")
	for _, test := range []struct {
		name   string
		in     io.Reader
		failed string
		room   int
		keeps  bool // objects can't be removed
		ends   bool // the context does, while the first is copied
		want   []string
	}{
		{name: "all is well", want: []string{out, rejected}},
		{name: "reading fails", in: iotest.ErrReader(errStore)},
		{name: "reading fails half-way", in: io.MultiReader(strings.NewReader(text[:len(text)/2]), iotest.ErrReader(errStore))},
		{name: "reading fails half-way, no removing", in: io.MultiReader(strings.NewReader(text[:len(text)/2]), iotest.ErrReader(errStore)), keeps: true},
		{name: "no room", room: 100000, keeps: true},
		{name: "no room at the end", room: 1, keeps: true},
		{name: "opening fails", failed: "open"},
		{name: "closing fails", failed: "close"},
		// The first that gets its name has it, whole.
		{name: "copying fails", failed: "copy", want: []string{rejected}},
		{name: "ended while copying", failed: "copy", ends: true, want: []string{rejected}},
	} {
		t.Run(test.name, func(t *testing.T) {
			stores.reset(test.room, !test.keeps, test.failed)
			in := test.in
			if in == nil {
				in = strings.NewReader(text)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if stores.cancel = nil; test.ends {
				stores.cancel = cancel
			}
			_, err := j.file(ctx, "a", in)
			if want := len(test.want) < 2; want != (err != nil) || want && !errors.Is(err, errStore) {
				t.Errorf("got %v", err)
			}
			var got []string
			for name, text := range stores.objects {
				got = append(got, name)
				if !strings.HasSuffix(text, "}\n") {
					t.Errorf("%s is not whole", name)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("there is %v; want %v", got, test.want)
			}
		})
	}
}

// A slowReader waits half-way until another one has done the same file.
type slowReader struct {
	io.Reader
	half   int
	reach  chan struct{}
	goOn   chan struct{}
	waited bool
}

func (s *slowReader) Read(p []byte) (int, error) {
	if s.half <= 0 && !s.waited {
		s.waited = true
		close(s.reach)
		<-s.goOn
	}
	n, err := s.Reader.Read(p[:min(len(p), 4096)])
	s.half -= n
	return n, err
}

// TestTwoWorkers has two do the same file at the same time.
func TestTwoWorkers(t *testing.T) {
	// Of the slow one some has been written when the fast one comes.
	text := lines(10000, 1)
	j := judged(job{})
	j.places(t)
	if _, err := j.file(t.Context(), "a", strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	out, rejected := readFolder(t, j.Output), readFolder(t, j.Rejected)

	j.places(t)
	slow := &slowReader{Reader: strings.NewReader(text), half: len(text) / 2, reach: make(chan struct{}), goOn: make(chan struct{})}
	done := make(chan error)
	go func() {
		_, err := j.file(t.Context(), "a", slow)
		done <- err
	}()
	<-slow.reach
	if names, _ := filepath.Glob(filepath.Join(j.Output, "*.ndjson")); len(names) > 0 {
		t.Errorf("half of it is there: %v", names)
	}
	same := func(who string) {
		t.Helper()
		if readFolder(t, j.Output) != out || readFolder(t, j.Rejected) != rejected {
			t.Errorf("the results of the %s one differ", who)
		}
	}
	if _, err := j.file(t.Context(), "a", strings.NewReader(text)); err != nil {
		t.Errorf("the fast one: %v", err)
	}
	same("fast")
	close(slow.goOn)
	if err := <-done; err != nil {
		t.Errorf("the slow one: %v", err)
	}
	same("slow")
	if files, _ := os.ReadDir(j.Output); len(files) != 1 {
		t.Errorf("%v is there; want one file", files)
	}
}

func TestOutputName(t *testing.T) {
	seen := map[string]string{}
	for _, test := range []struct{ in, want string }{
		{"/data/zones.txt", "zones.txt"},
		{"/other/zones.txt", "zones.txt"},
		{`C:\data\zones.txt`, "zones.txt"},
		{"gs://bucket/a b.txt.gz", "a_b.txt.gz"},
		{"/data/.hidden", "hidden"},
		{"/data/_hidden", "hidden"},
		{"/data/\x1b[2J\n\xff", "2J__"},
		{"/data/..", ""},
		{"/data/" + strings.Repeat("long", 60) + ".txt", strings.Repeat("long", 24) + ".txt"},
		{"/data/" + strings.Repeat("Long", 60) + ".txt", strings.Repeat("Long", 24) + ".txt"},
	} {
		got := outputName("/out/", test.in)
		rest, ok := strings.CutPrefix(got, "/out/"+test.want+"-")
		if !ok || !regexp.MustCompile(`^[0-9a-f]{32}\.ndjson$`).MatchString(rest) {
			t.Errorf("%q: got %q", test.in, got)
		}
		if seen[got] != "" {
			t.Errorf("%q and %q have the same output", test.in, seen[got])
		}
		seen[got] = test.in
		part := partName(got)
		if again := partName(got); again == part || !strings.HasPrefix(part, "/out/.") || strings.HasSuffix(part, ".ndjson") || len(part) > len("/out/")+255 {
			t.Errorf("%q: parts %q and %q", test.in, part, again)
		}
	}
}
