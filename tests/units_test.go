//go:build stories

package tests

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// exposure is the highest score of `systemd-analyze security` a unit may have.
var exposure = map[string]string{
	"lianzhan-station.service": "1.2",
	"lianzhan-screen.service":  "2.2",
}

func TestEveryUnitLineHasItsReason(t *testing.T) {
	configs := files(t, house, ".service", ".socket", ".timer", ".conf")
	if len(configs) < len(exposure) {
		t.Fatalf("found only %v", configs)
	}
	for _, name := range configs {
		for _, line := range unexplained(read(t, house, name)) {
			t.Errorf("%s: no reason above %q", name, line)
		}
	}
}

func TestUnexplainedLinesAreSeen(t *testing.T) {
	const unit = "# why a unit\n[Service]\n# why\nType=notify\nUser=x\n\n# why long\nExecStart=/bin/x \\\n  --y\n\nRestart=always\n"
	got := unexplained(unit)
	if len(got) != 2 || got[0] != "User=x" || got[1] != "Restart=always" {
		t.Fatalf("unexplained = %q", got)
	}
}

// unexplained lists the directives of a unit or a line-based configuration that have no comment right above them.
func unexplained(text string) []string {
	var found []string
	var before string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		directive := line != "" && line[0] != '#' && line[0] != '[' && !strings.HasSuffix(before, `\`)
		if directive && !strings.HasPrefix(before, "#") {
			found = append(found, line)
		}
		before = line
	}
	return found
}

func TestUnitsAreCorrect(t *testing.T) {
	for name := range exposure {
		// verify ends with 0 for a misspelt value, so silence is the test.
		out, err := exec.Command("systemd-analyze", "verify", runnable(t, name)).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("systemd-analyze verify %s: %v\n%s", name, err, out)
		}
	}
}

func TestUnitsAreSealed(t *testing.T) {
	for name, most := range exposure {
		cmd := exec.Command("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold="+tenfold(most), runnable(t, name))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s is more exposed than %s: %v\n%s", name, most, err, out)
		}
	}
}

// tenfold turns a score into the whole number --threshold wants.
func tenfold(score string) string { return strings.ReplaceAll(score, ".", "") }

// runnable copies a unit with its programs replaced by one that exists here, since verify looks for them.
func runnable(t *testing.T, name string) string {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	unit := strings.NewReplacer("/usr/bin/lianzhan-station", program, "/usr/lib/lianzhan/session", program).
		Replace(read(t, house, "systemd/"+name))
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(unit), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestScreensMayOnlyVisitTheStation(t *testing.T) {
	var policy struct {
		Blocked  []string `json:"URLBlocklist"`
		Allowed  []string `json:"URLAllowlist"`
		Tools    int      `json:"DeveloperToolsAvailability"`
		Download int      `json:"DownloadRestrictions"`
		Printing bool     `json:"PrintingEnabled"`
	}
	policy.Printing = true
	if err := json.Unmarshal([]byte(read(t, house, "systemd/screen/policy.json")), &policy); err != nil {
		t.Fatal(err)
	}
	if len(policy.Blocked) == 0 || policy.Blocked[0] != "*" || len(policy.Allowed) != 1 || policy.Allowed[0] != "http://127.0.0.1" {
		t.Errorf("a screen may visit %v but for %v", policy.Allowed, policy.Blocked)
	}
	if policy.Tools != 2 || policy.Download != 3 || policy.Printing {
		t.Errorf("a finger could open tools, downloads or the printer: %+v", policy)
	}
}
