package figure

import "testing"

// A progress is told in whole percent, an average of anything else as finely as it comes out.
func TestAProgressIsWholePercent(t *testing.T) {
	for unit, want := range map[string]float64{"%": 57, "分": 56.67} {
		r := &rule{kind: mean, unit: unit}
		if got := r.value(tally{value: 170, rows: 3}).Value; got != want {
			t.Errorf("170%s of 3 is %v, want %v", unit, got, want)
		}
	}
}
