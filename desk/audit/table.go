package audit

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"lianzhan/station"
	"lianzhan/web/table"
)

// maxExport is how many lines one file holds; a busy station writes a few thousand a month.
const maxExport = 20_000

var columns = []string{"序号", "时间", "时钟", "操作人", "姓名", "事项", "类别", "编号", "说明", "地址", "省略条数", "级别", "版本",
	"本条哈希", "前条哈希", "内容哈希"}

// Table is the entries asked for as a CSV file, oldest first, with the hashes that chain them.
func (b *Book) Table(q Query) (file []byte, lines int, err error) {
	var all []Entry
	for next := uint64(0); ; {
		var entries []Entry
		if entries, next, err = b.Read(q, next, maxExport+1-len(all)); err != nil {
			return nil, 0, err
		}
		if all = append(all, entries...); len(all) > maxExport {
			return nil, 0, station.Invalid("audit_export_too_long", "超过 %d 条，请分几次导出，每次少选几天。", maxExport)
		}
		if next == 0 {
			break
		}
	}
	slices.Reverse(all)
	rows := [][]string{columns}
	for _, e := range all {
		rows = append(rows, e.row())
	}
	var out bytes.Buffer
	err = table.WriteCSV(&out, rows)
	return out.Bytes(), len(all), err
}

func (e Entry) row() []string {
	missed := ""
	if e.Missed > 0 {
		missed = strconv.Itoa(e.Missed)
	}
	return []string{strconv.FormatUint(e.Seq, 10), e.At.Format(time.RFC3339Nano), string(e.Trust), e.Actor, e.Name, e.What,
		string(e.Kind), e.ID, e.Detail, e.Address, missed, string(e.Class), string(e.Revision), string(e.Hash), string(e.Prev),
		string(e.BodyHash)}
}
