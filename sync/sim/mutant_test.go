//go:build mutants

package sim

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// mutants are the guards of the core, each with what it says when it is asleep.
var mutants = []struct {
	guard    string
	receiver string // of a method
	fn       string // function of the core
	body     string
}{
	{"epoch", "", "sameLife", `return known == now || known != ""`},
	{"clamp", "", "clamp", "_ = time.Now; return claimed"},
	{"retract that is given", "peer", "retract", "return nil"},
	{"retract that is carried out", "arrival", "retract", "return nil"},
	{"dedupe", "", "known", "return false"},
	{"fork", "run", "same", "return duplicate, nil"},
	{"quarantine", "intake", "quarantine", `_ = wire.Fault{}; return station.Invalid(e.Fault, "")`},
	{"class filter", "", "withhold", "return e"},
	{"scope filter", "", "inSight", "return shared(e.Class) && travels(e.Kind)"},
	{"proof", "run", "verified", "return true"},
	{"dense gap", "", "dense", "return true"},
	{"other people's records", "run", "foreign", `return "", nil`},
}

// The seeds a mutant may live through.
const mutantSeeds = 400

// TestMutants puts each guard to sleep in a copy of the core and demands that the simulator sees what comes of it.
func TestMutants(t *testing.T) {
	for _, m := range mutants {
		t.Run(m.guard, func(t *testing.T) {
			dir := t.TempDir()
			file, source := asleep(t, m.receiver, m.fn, m.body)
			copied := filepath.Join(dir, "mutant.go")
			overlay, err := json.Marshal(map[string]map[string]string{"Replace": {file: copied}})
			if err != nil {
				t.Fatal(err)
			}
			list, program := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "simulate")
			for name, content := range map[string][]byte{copied: source, list: overlay} {
				if err := os.WriteFile(name, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if out, err := exec.Command("go", "build", "-overlay", list, "-o", program, "lianzhan/tests/simulate").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			out, err := exec.Command(program, "-brief", "-seeds", strconv.Itoa(mutantSeeds)).CombinedOutput()
			if err == nil {
				t.Fatalf("nobody missed the guard in %d seeds", mutantSeeds)
			}
			t.Log(missed(t, out))
		})
	}
}

// receiverOf is the type a method belongs to, "" for a function.
func receiverOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, _ := kind.(*ast.Ident)
	return name.Name
}

// missed is the first failure that is the sleeping guard's: the same seed is well while it is awake.
func missed(t *testing.T, out []byte) string {
	t.Helper()
	for line := range strings.Lines(string(out)) {
		var seed uint64
		if _, err := fmt.Sscanf(line, "seed %d:", &seed); err == nil && Run(seed, Harm{}).Err == nil {
			return line
		}
	}
	t.Fatalf("nothing failed that is well otherwise:\n%s", out)
	return ""
}

// asleep is the file of the core that holds a function, with another body in its place.
func asleep(t *testing.T, receiver, fn, body string) (file string, source []byte) {
	t.Helper()
	files, err := filepath.Glob("../core/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != fn || receiver != receiverOf(f) {
				continue
			}
			from, to := set.Position(f.Body.Lbrace).Offset, set.Position(f.Body.Rbrace).Offset
			whole, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			return whole, fmt.Appendf(nil, "%s{ %s %s", source[:from], body, source[to:])
		}
	}
	t.Fatalf("the core has no %s any more", fn)
	return "", nil
}
