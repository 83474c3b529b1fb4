package desk

import (
	"bytes"
	"strings"
	"testing"

	"lianzhan/station"
)

func export(m *recorder) []byte {
	m.t.Helper()
	var b bytes.Buffer
	if err := ExportDeputies(m, today, &b); err != nil {
		m.t.Fatal(err)
	}
	return b.Bytes()
}

// What is exported is read back without a change, and makes the same deputies in an empty store.
func TestExportComesBack(t *testing.T) {
	m := newRecorder(t)
	m.take("r.xlsx", roster98(t), today)
	m.take("more.csv", csv("姓名,读音,层级,届次,任期,选区,工作单位及职务,小组,联络站,公开电话,电话,联系村,备注,出生年月",
		"阿不·热西提,a bu,县,第17届,2022-01至2026-12,第1选区,\"=厂长\n支书\",第一代表小组,莲池联络点,是,13989021111,莲池村、桔园村,\"-备注,一\",1970.5",
		"阿不·热西提,a bu,镇,第19届,,第2选区,,,,,13989021111,,,1970.5"), today)
	file := export(m)
	if report := m.take("e.csv", file, today.AddDays(3)); report.Edits != 0 || report.Same != 99 {
		t.Errorf("read back: %d edits, %s", report.Edits, told(report))
	}
	other := newRecorder(t)
	other.take("e.csv", file, today)
	if again := export(other); !bytes.Equal(again, file) {
		t.Errorf("another store exports something else:\n%s", firstDifference(again, file))
	}
	d := other.deputy("阿不·热西提")
	if d.Code != m.deputy("阿不·热西提").Code || d.Note != "-备注,一" || strings.Join(d.Posts, "+") != "=厂长+支书" || !d.PhonePublic {
		t.Errorf("came back as %+v", d)
	}
}

func firstDifference(a, b []byte) string {
	left, right := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range left {
		if i >= len(right) || left[i] != right[i] {
			return left[i] + "\n" + strings.Join(right[min(i, len(right)):min(i+1, len(right))], "")
		}
	}
	return "shorter"
}

// In a county-level city 市 means the county; an export must not turn one tier into the other.
func TestCountyLevelCity(t *testing.T) {
	m := newRecorder(t)
	take := func(data []byte, countyCity bool) Report {
		report, err := Import(t.Context(), m, File{Name: "r.csv", Data: data},
			ImportOptions{Actor: "officer:1", CountyLevelCity: countyCity, Fresh: m.fresh(today)})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	take(csv(header, "吴康,1970.5,市人大代表,,,,,中心联络站", "何兰,1971.6,地级市人大代表", "林海,1972.7,乡"), true)
	if tiers := m.deputy("吴康").Tiers(today); len(tiers) != 1 || tiers[0] != station.County {
		t.Errorf("tiers %v", tiers)
	}
	labels := m.stations()[0].TierLabels
	if labels[station.County] != "市人大代表" || labels[station.Township] != "乡人大代表" {
		t.Errorf("labels %v", labels)
	}
	for _, countyCity := range []bool{true, false} {
		if report := take(export(m), countyCity); report.Edits != 0 {
			t.Errorf("county city %v: %s", countyCity, told(report))
		}
	}
}

func TestLabelsSomebodyChoseStay(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "吴康,1970.5,区,,,,,中心联络站"), today)
	m.take("r.csv", csv(header, "吴康,1970.5,县,,,,,中心联络站"), today)
	if labels := m.stations()[0].TierLabels; labels[station.County] != "区人大代表" {
		t.Errorf("labels %v", labels)
	}
}

func TestSomebodyElseWasFaster(t *testing.T) {
	m := newRecorder(t)
	m.take("r.csv", csv(header, "吴康,1970.5,县,教师"), today)
	plan, err := PlanRoster(m, read(t, csv(header, "吴康,1970.5,县,校长")), m.fresh(today))
	if err != nil {
		t.Fatal(err)
	}
	m.set(station.KindDeputy, m.deputy("吴康").ID, map[string]string{"phone": "13989020001"})
	seq := m.seq
	if _, err := m.Write(t.Context(), "officer:1", plan.Edits...); station.Worded(err).Class != station.FaultConflict || m.seq != seq {
		t.Errorf("an edit based on an older revision: %v", err)
	}
}
