package desk

import (
	"bytes"
	"encoding/json"
	"strings"

	"lianzhan/station"
)

// Fresh is what a new record needs from outside: identity and the day.
type Fresh struct {
	ID    func() string
	Code  func() string
	Today station.Date
}

// referring names the fields that hold ids of other records, so that people may write names.
var referring = map[station.Kind]map[string]station.Kind{
	station.KindReception:  {"rota": station.KindDeputy},
	station.KindSuggestion: {"lead_deputy": station.KindDeputy, "co_signers": station.KindDeputy},
	station.KindGroup:      {"leader": station.KindDeputy},
	station.KindStation:    {"parent": station.KindStation},
	station.KindActivity:   {"project": station.KindProject},
}

// resolve turns names into ids, and the short forms of patterns and attendance into what the record holds.
func resolve(r station.Reader, kind station.Kind, a *Assignment) error {
	switch {
	case kind == station.KindReception && a.Field == "pattern":
		raw, err := patternOf(a.Value)
		a.Value = string(raw)
		return err
	case kind == station.KindActivity && a.Field == "attendance" && !strings.HasPrefix(a.Value, "["):
		return resolveAttendance(r, a)
	}
	if found, err := resolveShort(r, kind, a); found || err != nil {
		return err
	}
	target, ok := referring[kind][a.Field]
	if !ok || a.Value == "" {
		return nil
	}
	ids, err := idsOf(r, target, a.Value)
	a.Value = strings.Join(ids, ",")
	return err
}

// resolveAttendance reads who came: "吴康,林海涵"; one who gave a report on their duties is written "吴康:述职".
func resolveAttendance(r station.Reader, a *Assignment) error {
	attendance := []station.Attendance{}
	for _, who := range splitList(a.Value) {
		name, reports := strings.CutSuffix(strings.ReplaceAll(who, "：", ":"), ":述职")
		record, err := Find(r, station.KindDeputy, name)
		if err != nil {
			return err
		}
		line := station.Attendance{Deputy: record.ID, State: station.SignedIn}
		if reports {
			line.Role = station.Reporter
		}
		attendance = append(attendance, line)
	}
	raw, err := json.Marshal(attendance)
	a.Value = string(raw)
	return err
}

func idsOf(r station.Reader, kind station.Kind, list string) ([]string, error) {
	var ids []string
	for _, who := range splitList(list) {
		record, err := Find(r, kind, who)
		if err != nil {
			return nil, err
		}
		ids = append(ids, record.ID)
	}
	return ids, nil
}

// newRecord starts a record that is called who: screens and holiday tables are named by their id, deputies and
// stations also get a short code. Where the order is by hand it comes last.
func newRecord(r station.Reader, kind station.Kind, who string, fresh Fresh) (station.Record, error) {
	id := fresh.ID()
	if kind == station.KindScreen || kind == station.KindHolidays {
		id = who
	}
	others, err := r.Records(kind)
	if err != nil {
		return station.Record{}, err
	}
	fields := map[string]any{"id": id, "name": who}
	switch kind {
	case station.KindDeputy, station.KindStation:
		fields["code"], fields["order"] = fresh.Code(), len(others)+1
	case station.KindGroup:
		fields["order"] = len(others) + 1
	case station.KindActivity, station.KindReception, station.KindSuggestion, station.KindArticle, station.KindPlaylist:
		fields["title"] = who
		delete(fields, "name")
	case station.KindHolidays:
		delete(fields, "name")
	}
	record := station.Record{Kind: kind, ID: id, Fields: map[string]json.RawMessage{}}
	for name, value := range fields {
		record.Fields[name], _ = json.Marshal(value) // strings and numbers always marshal
	}
	return record, nil
}

// pictureFields are the fields that hold hashes of kept pictures.
var pictureFields = map[string]bool{"photo": true, "photos": true}

// keepPictures turns pictures among the assignments into kept files and their hashes. A deputy's portrait also gets
// its thumbnail.
func keepPictures(records Records, kind station.Kind, assignments []Assignment) ([]Assignment, error) {
	var kept []Assignment
	for _, a := range assignments {
		if !pictureFields[a.Field] || a.Content == nil {
			kept = append(kept, a)
			continue
		}
		large, small, err := Portrait(a.Content)
		if err != nil {
			return nil, err
		}
		hash, err := records.AddFile(bytes.NewReader(large))
		if err != nil {
			return nil, err
		}
		kept = append(kept, Assignment{Field: a.Field, Value: hash})
		if kind != station.KindDeputy {
			continue
		}
		if hash, err = records.AddFile(bytes.NewReader(small)); err != nil {
			return nil, err
		}
		kept = append(kept, Assignment{Field: "thumb", Value: hash})
	}
	return kept, nil
}
