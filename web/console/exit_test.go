package console

import (
	"errors"
	"testing"

	"lianzhan/station"
)

func TestExitCodesTellSystemdWhetherToTryAgain(t *testing.T) {
	for code, want := range map[string]int{
		"database_held": exitHeld, "database_damaged": exitDamaged, "database_newer": exitDamaged,
		"key_missing": exitDamaged, "key_damaged": exitDamaged, "value_invalid": exitFailed,
	} {
		if got := exitCode(station.Conflict(code, "句子")); got != want {
			t.Errorf("%s exits %d, want %d", code, got, want)
		}
	}
	if got := sentence(station.Invalid("x", "写得不对。").Because(errors.New("cause"))); got != "写得不对。\n（cause）" {
		t.Errorf("said %q", got)
	}
}
