package shed

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// What the program's start mapped of its own file is let go, and the program goes on.
func TestPagesOfTheStartAreLetGo(t *testing.T) {
	before := mapped(t)
	if err := pages(); err != nil {
		t.Fatal(err)
	}
	if after := mapped(t); after >= before {
		t.Errorf("%d kB of files are mapped after %d kB before", after, before)
	}
}

// mapped is how much of files is resident, in kB (proc(5), RssFile).
func mapped(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	line, _, _ := strings.Cut(rest, "\n")
	kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(line, "kB")))
	if err != nil {
		t.Fatal(err)
	}
	return kib
}
