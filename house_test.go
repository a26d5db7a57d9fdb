// Package house_test holds the rules of the house: what may import what, what
// the modules may require, and that the documents keep what they promise. The
// exported API is in api_test.go.
package house_test

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the files in testdata/golden")

const (
	module = "example.org/traveldoc"
	xtext  = "golang.org/x/text"
)

// packages are the packages of the library, below module, with what they may
// import besides the standard library. Siblings do not import siblings, and
// nothing imports upwards.
var packages = map[string][]string{
	"checkdigit": {},
	"mrz/state":  {},
	"mrz":        {"checkdigit", "mrz/state"},

	"mrz/translit": {xtext},
	"mrz/compose":  {"checkdigit", "mrz/state", "mrz", "mrz/translit", xtext},
	"mrz/compare":  {"checkdigit", "mrz/state", "mrz", "mrz/translit", xtext},
	"mrz/repair":   {"checkdigit", "mrz/state", "mrz"},
	"mrz/emrtd":    {"checkdigit", "mrz/state", "mrz"},
	"mrz/national": {"checkdigit", "mrz/state", "mrz"},
	"mrz/apis":     {"checkdigit", "mrz/state", "mrz"},
}

// internal packages are shared by the packages above mrz.
const (
	internal = "mrz/internal/"
	vectors  = internal + "vectors" // for tests only
)

var belowInternal = []string{"checkdigit", "mrz/state", "mrz"}

// core are the packages that everything else stands on.
var core = []string{"checkdigit", "mrz", "mrz/state"}

// file is a Go file of the root module.
type file struct {
	name   string // with slashes, from the root
	pkg    string // folder, with slashes, from the root
	test   bool
	ignore bool // a program that go run starts by name
	syntax *ast.File
	fset   *token.FileSet
}

func (f *file) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// walk calls visit for each file of the root module, with a slash path from the
// root, or for each file of the repository if the examples are wanted too.
func walk(t *testing.T, examples bool, visit func(name string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case !d.IsDir():
			visit(name)
		case base == "testdata" || base != "." && strings.ContainsAny(base[:1], "._") || name == "examples" && !examples:
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, fset *token.FileSet, name string) *file {
	t.Helper()
	src, err := os.ReadFile(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	syntax, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return &file{
		name:   name,
		pkg:    path.Dir(name),
		test:   strings.HasSuffix(name, "_test.go"),
		ignore: strings.HasPrefix(string(src), "//go:build ignore\n"),
		syntax: syntax,
		fset:   fset,
	}
}

// library returns the Go files of the root module, whatever platform they are
// for.
func library(t *testing.T) []*file {
	t.Helper()
	var files []*file
	fset := token.NewFileSet()
	walk(t, false, func(name string) {
		if path.Ext(name) == ".go" {
			files = append(files, parse(t, fset, name))
		}
	})
	if len(files) == 0 {
		t.Fatal("no Go files found")
	}
	return files
}

// run returns what a go command prints. The commands used here need no network.
func run(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return out
}

// golden compares sorted lines with those of a file in testdata/golden.
func golden(t *testing.T, name string, lines []string) {
	t.Helper()
	slices.Sort(lines)
	lines = slices.Compact(lines)
	name = filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")
	var diff []string
	for _, line := range want {
		if !slices.Contains(lines, line) {
			diff = append(diff, "- "+line)
		}
	}
	for _, line := range lines {
		if !slices.Contains(want, line) {
			diff = append(diff, "+ "+line)
		}
	}
	if diff != nil {
		t.Errorf("%s differs (- in the file, + in the source); if the change is meant, run go test . -update:\n%s", name, strings.Join(diff, "\n"))
	} else if !slices.Equal(want, lines) {
		t.Errorf("%s is not sorted; run go test . -update", name)
	}
}

// standard reports whether a path is in the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// mayImport reports whether a file may import a package that is not in the
// standard library.
func mayImport(f *file, imported string) bool {
	rel, own := strings.CutPrefix(imported, module+"/")
	switch {
	case own && rel == f.pkg:
		return f.test
	case own && rel == vectors:
		return f.test
	case own && strings.HasPrefix(rel, internal):
		return f.test || !slices.Contains(core, f.pkg)
	case strings.HasPrefix(f.pkg, internal):
		return own && slices.Contains(belowInternal, rel)
	case own:
		return slices.Contains(packages[f.pkg], rel)
	case imported == xtext || strings.HasPrefix(imported, xtext+"/"):
		return slices.Contains(packages[f.pkg], xtext)
	}
	return false
}

// TestImports holds the packages to their place in the house. What they import
// now stands in imports.txt.
func TestImports(t *testing.T) {
	var graph []string
	for _, f := range library(t) {
		house := f.pkg == "." && f.test
		if _, ok := packages[f.pkg]; !ok && !house && !strings.HasPrefix(f.pkg, internal) {
			t.Errorf("%s: the house has no package %s", f.name, f.pkg)
			continue
		}
		for _, imported := range f.imports() {
			if !standard(imported) && !mayImport(f, imported) {
				t.Errorf("%s may not import %s", f.name, imported)
			}
			if !f.test && !f.ignore {
				graph = append(graph, f.pkg+" imports "+imported)
			}
		}
	}
	golden(t, "imports.txt", graph)
}

// TestCoreDependencies wants the core to stand on the standard library alone.
func TestCoreDependencies(t *testing.T) {
	args := []string{"list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}"}
	var want []string
	for _, pkg := range core {
		args = append(args, "./"+pkg)
		want = append(want, module+"/"+pkg)
	}
	got := strings.Fields(string(run(t, args...)))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("dependencies of the core: got %q; want %q", got, want)
	}
}

// TestDeterministic keeps out of the library what would make two runs differ, and
// what only a part of the platforms has: clock, chance, environment, network,
// cgo, assembly and unsafe.
func TestDeterministic(t *testing.T) {
	forbidden := regexp.MustCompile(`^(C|unsafe|syscall|plugin|flag|log|testing|expvar|os|os/.*|net|net/.*|runtime/.*|math/rand|math/rand/v2|crypto/rand)$`)
	heavy := regexp.MustCompile(`^(reflect|regexp|regexp/.*|text/template|html/template)$`) // in the core
	clock := regexp.MustCompile(`^(Now|Since|Until|After|AfterFunc|Tick|NewTicker|NewTimer|Sleep|Local|LoadLocation)$`)

	for _, f := range library(t) {
		if f.test || f.ignore {
			continue
		}
		for _, imported := range f.imports() {
			if forbidden.MatchString(imported) || slices.Contains(core, f.pkg) && heavy.MatchString(imported) {
				t.Errorf("%s may not import %s", f.name, imported)
			}
		}
		for n := range ast.Preorder(f.syntax) {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s: a package of the library has no init", f.fset.Position(n.Pos()))
				}
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && clock.MatchString(n.Sel.Name) {
					t.Errorf("%s: the library has no clock and no zone", f.fset.Position(n.Pos()))
				}
			}
		}
	}
	walk(t, false, func(name string) {
		switch path.Ext(name) {
		case ".s", ".S", ".c", ".cc", ".cpp", ".h", ".syso":
			t.Errorf("%s: the library is Go alone", name)
		}
	})
}

// goMod is the part of a go.mod or go.work file that has rules, in the JSON of go
// mod edit and go work edit.
type goMod struct {
	Module  struct{ Path string }
	Require []struct{ Path string }
	Tool    []struct{ Path string }
	Use     []struct{ DiskPath string }
	Replace []struct{ Old, New struct{ Path string } }
}

// readMod returns what a go command, mod or work, makes of a file.
func readMod(t *testing.T, command, name string) (m goMod) {
	t.Helper()
	// The cache of test results sees what the test reads, not what go reads.
	if _, err := os.ReadFile(name); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(run(t, command, "edit", "-json", name), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestModules(t *testing.T) {
	root := readMod(t, "mod", "go.mod")
	if root.Module.Path != module {
		t.Errorf("go.mod: module %s; want %s", root.Module.Path, module)
	}
	for _, r := range root.Require {
		if r.Path != xtext {
			t.Errorf("go.mod requires %s; it may require %s only", r.Path, xtext)
		}
	}
	if len(root.Tool) > 0 || len(root.Replace) > 0 {
		t.Errorf("go.mod has a tool or replace directive")
	}

	examples := readMod(t, "mod", "examples/go.mod")
	if want := module + "/examples"; examples.Module.Path != want {
		t.Errorf("examples/go.mod: module %s; want %s", examples.Module.Path, want)
	}
	if len(examples.Replace) != 1 || examples.Replace[0].Old.Path != module || path.Clean(examples.Replace[0].New.Path) != ".." {
		t.Errorf("examples/go.mod: replace %v; want %s => ../ alone", examples.Replace, module)
	}

	work := readMod(t, "work", "go.work")
	var use []string
	for _, u := range work.Use {
		use = append(use, path.Clean(u.DiskPath))
	}
	slices.Sort(use)
	if want := []string{".", "examples"}; !slices.Equal(use, want) || len(work.Replace) > 0 {
		t.Errorf("go.work: use %q, replace %v; want use %q and no replace", use, work.Replace, want)
	}
}

// TestGenerated wants generated files to be marked as such, each beside the
// generator that a go:generate directive of its package starts.
func TestGenerated(t *testing.T) {
	generator := make(map[string]bool) // folders
	directive := make(map[string]bool)
	generated := make(map[string]bool)
	for _, f := range library(t) {
		if f.ignore {
			generator[f.pkg] = true
			continue
		}
		for _, group := range f.syntax.Comments {
			for _, c := range group.List {
				if strings.HasPrefix(c.Text, "//go:generate ") {
					directive[f.pkg] = true
					if want := "//go:generate go run gen.go"; c.Text != want {
						t.Errorf("%s: %s; want %s", f.fset.Position(c.Pos()), c.Text, want)
					}
				}
			}
		}
		marked := ast.IsGenerated(f.syntax)
		generated[f.pkg] = generated[f.pkg] || marked
		if want := path.Base(f.name) == "tables.go"; marked != want {
			t.Errorf("%s: marked as generated: %v; want %v", f.name, marked, want)
		}
	}
	for _, f := range library(t) {
		if p := f.pkg; generator[p] != generated[p] || generator[p] != directive[p] {
			t.Fatalf("%s: generator %v, go:generate directive %v, generated file %v; want all or none", p, generator[p], directive[p], generated[p])
		}
	}
	if len(generator) == 0 {
		t.Error("no generator found")
	}
}

// commands are what the first screen of README.md tells a newcomer to run.
var commands = []string{
	"go run ./examples/mrz verify examples/mrz/testdata/passport.txt",
	"go test work",
}

// TestReadme wants each of the commands alone in a code block, to be copied as it
// stands, on the first screen.
func TestReadme(t *testing.T) {
	const screen = 40 // lines
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := make(map[string]int) // line of a code block, counted from 1
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		if !strings.HasPrefix(lines[i], "```") {
			continue
		}
		n := slices.Index(lines[i+1:], "```")
		if n < 0 {
			t.Fatalf("README.md:%d: code block without an end", i+1)
		}
		block := strings.Join(lines[i+1:i+1+n], "\n")
		if blocks[block] == 0 {
			blocks[block] = i + 1
		}
		i += n + 1
	}
	for _, command := range commands {
		if line := blocks[command]; line == 0 || line > screen {
			t.Errorf("README.md: want a code block with nothing but %q in the first %d lines", command, screen)
		}
	}
	if _, err := os.Stat("examples/mrz/testdata/passport.txt"); err != nil {
		t.Error(err)
	}
}

// TestLinks wants the files that the documents link to.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	found := 0
	walk(t, true, func(name string) {
		if path.Ext(name) != ".md" {
			return
		}
		found++
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(data), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, ":") {
				continue
			}
			if _, err := os.Stat(filepath.FromSlash(path.Join(path.Dir(name), target))); err != nil {
				t.Errorf("%s: link to %s: %v", name, target, err)
			}
		}
	})
	if found == 0 {
		t.Error("no documents found")
	}
}
