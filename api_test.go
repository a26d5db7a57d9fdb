package house_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/doc"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// public returns the packages of the house that exist.
func public(t *testing.T) []string {
	t.Helper()
	var pkgs []string
	for _, f := range library(t) {
		if _, ok := packages[f.pkg]; ok && !slices.Contains(pkgs, f.pkg) {
			pkgs = append(pkgs, f.pkg)
		}
	}
	return pkgs
}

// TestAPI wants the exported API to be what testdata/golden/api.txt says, in the
// manner of the files in the folder api of Go itself: a line for each constant
// with its value, variable, function, type, field and method. A line that goes
// away breaks programs; a new one is kept for ever.
func TestAPI(t *testing.T) {
	exports := make(map[string]string)
	for line := range strings.Lines(string(run(t, "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", "./..."))) {
		if p, name, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			exports[p] = name
		}
	}
	gc := importer.ForCompiler(token.NewFileSet(), "gc", func(p string) (io.ReadCloser, error) { return os.Open(exports[p]) })
	var lines []string
	for _, p := range public(t) {
		pkg, err := gc.Import(module + "/" + p)
		if err != nil {
			t.Fatal(err)
		}
		a := api{pkg: pkg, prefix: "pkg " + p + ", "}
		for _, name := range pkg.Scope().Names() {
			if obj := pkg.Scope().Lookup(name); obj.Exported() {
				a.object(obj)
			}
		}
		lines = append(lines, a.lines...)
	}
	golden(t, "api.txt", lines)
}

// api collects the lines of a package.
type api struct {
	pkg    *types.Package
	prefix string
	lines  []string
}

func (a *api) addf(format string, args ...any) {
	a.lines = append(a.lines, a.prefix+fmt.Sprintf(format, args...))
}

// typ returns the text of a type; a type of the package has no qualifier, and one
// of another package of the house a short one.
func (a *api) typ(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == a.pkg {
			return ""
		}
		return strings.TrimPrefix(p.Path(), module+"/")
	})
}

func (a *api) object(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Const:
		value := obj.Val().ExactString()
		if obj.Val().Kind() == constant.String {
			value = strconv.Quote(constant.StringVal(obj.Val()))
		}
		a.addf("const %s %s = %s", obj.Name(), a.typ(obj.Type()), value)
	case *types.Var:
		a.addf("var %s %s", obj.Name(), a.typ(obj.Type()))
	case *types.Func:
		a.addf("func %s%s", obj.Name(), a.signature(obj))
	case *types.TypeName:
		a.typeName(obj)
	}
}

func (a *api) typeName(obj *types.TypeName) {
	if obj.IsAlias() {
		a.addf("type %s = %s", obj.Name(), a.typ(types.Unalias(obj.Type())))
		return
	}
	named := obj.Type().(*types.Named)
	name := obj.Name() + a.typeParams(named.TypeParams())
	if s, ok := named.Underlying().(*types.Struct); ok {
		a.structType(name, s)
	} else {
		a.addf("type %s %s", name, a.typ(named.Underlying()))
	}
	if types.IsInterface(named) {
		return // the methods are part of the type
	}
	values := types.NewMethodSet(named)
	for method := range types.NewMethodSet(types.NewPointer(named)).Methods() {
		f := method.Obj().(*types.Func)
		if !f.Exported() {
			continue
		}
		recv := name
		if values.Lookup(a.pkg, f.Name()) == nil {
			recv = "*" + name
		}
		a.addf("method (%s) %s%s", recv, f.Name(), a.signature(f))
	}
}

// structType adds the exported fields with their tags, and whether values can be
// compared: unexported fields can change that.
func (a *api) structType(name string, s *types.Struct) {
	a.addf("type %s struct", name)
	if types.Comparable(s) {
		a.addf("type %s struct, comparable", name)
	}
	for i := range s.NumFields() {
		f := s.Field(i)
		if !f.Exported() {
			continue
		}
		text := f.Name() + " " + a.typ(f.Type())
		if f.Embedded() {
			text = "embedded " + a.typ(f.Type())
		}
		if tag := s.Tag(i); tag != "" {
			text += " " + strconv.Quote(tag)
		}
		a.addf("type %s struct, %s", name, text)
	}
}

// signature returns the type parameters, parameters and results of a function
// without the names of the parameters and results, which callers do not see.
func (a *api) signature(f *types.Func) string {
	sig := f.Signature()
	var params []string
	for i := range sig.Params().Len() {
		t := a.typ(sig.Params().At(i).Type())
		if sig.Variadic() && i == sig.Params().Len()-1 {
			t = "..." + strings.TrimPrefix(t, "[]")
		}
		params = append(params, t)
	}
	var results []string
	for v := range sig.Results().Variables() {
		results = append(results, a.typ(v.Type()))
	}
	text := a.typeParams(sig.TypeParams()) + "(" + strings.Join(params, ", ") + ")"
	switch len(results) {
	case 0:
		return text
	case 1:
		return text + " " + results[0]
	}
	return text + " (" + strings.Join(results, ", ") + ")"
}

func (a *api) typeParams(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	var params []string
	for p := range list.TypeParams() {
		params = append(params, p.Obj().Name()+" "+a.typ(p.Constraint()))
	}
	return "[" + strings.Join(params, ", ") + "]"
}

// TestDocs wants a comment for each exported identifier, one that begins with
// the name as godoc shows it.
func TestDocs(t *testing.T) {
	byPkg := make(map[string][]*ast.File)
	fset := token.NewFileSet()
	for _, f := range library(t) {
		if !f.test && !f.ignore {
			byPkg[f.pkg] = append(byPkg[f.pkg], parse(t, fset, f.name).syntax)
		}
	}
	for _, p := range public(t) {
		pkg, err := doc.NewFromFiles(fset, byPkg[p], module+"/"+p)
		if err != nil {
			t.Fatal(err)
		}
		c := comments{t: t, prefix: p}
		if want := "Package " + pkg.Name + " "; !strings.HasPrefix(pkg.Doc, want) {
			t.Errorf("%s: the package comment begins with %.30q; want %q", p, pkg.Doc, want)
		}
		c.values(pkg.Consts)
		c.values(pkg.Vars)
		c.funcs("", pkg.Funcs)
		for _, typ := range pkg.Types {
			c.begins(typ.Name, typ.Doc, `(A |An |The )?`)
			c.values(typ.Consts)
			c.values(typ.Vars)
			c.funcs("", typ.Funcs)
			c.funcs(typ.Name+".", typ.Methods)
		}
	}
}

// comments checks the comments of a package.
type comments struct {
	t      *testing.T
	prefix string
}

func (c comments) funcs(recv string, funcs []*doc.Func) {
	for _, f := range funcs {
		if f.Level == 0 {
			c.begins(recv+f.Name, f.Doc, ``)
		}
	}
}

// values checks the constants or variables of each declaration. A group may have
// one comment for all its members; a comment of one alone begins with its name.
func (c comments) values(values []*doc.Value) {
	for _, v := range values {
		for _, spec := range v.Decl.Specs {
			spec := spec.(*ast.ValueSpec)
			for _, name := range spec.Names {
				switch {
				case !name.IsExported():
				case len(v.Names) == 1:
					c.begins(name.Name, v.Doc+spec.Doc.Text(), ``)
				case spec.Doc != nil:
					c.begins(name.Name, spec.Doc.Text(), ``)
				case v.Doc == "" && spec.Comment == nil:
					c.t.Errorf("%s.%s has no comment", c.prefix, name.Name)
				}
			}
		}
	}
}

// begins wants the comment of a name to begin with it, after an article that the
// pattern allows.
func (c comments) begins(name, text, article string) {
	_, base, ok := strings.Cut(name, ".")
	if !ok {
		base = name
	}
	if text == "" {
		c.t.Errorf("%s.%s has no comment", c.prefix, name)
	} else if !regexp.MustCompile(`^` + article + base + `\b`).MatchString(text) {
		c.t.Errorf("%s.%s: the comment begins with %.30q", c.prefix, name, text)
	}
}
