package postgres

import (
	"errors"
	"strings"

	"lianzhan/station"
)

// sqlState is the server's word for what went wrong (SQL:2023 part 2, 24.1), empty when the server said nothing.
func sqlState(err error) string {
	var said interface{ SQLState() string }
	if errors.As(err, &said) {
		return said.SQLState()
	}
	return ""
}

// The states this package acts on (PostgreSQL, appendix A).
const (
	undefinedTable  = "42P01"
	duplicateTable  = "42P07"
	uniqueViolation = "23505"
	readOnly        = "25006" // a primary that was put back
	unknownOutcome  = "40003"
)

// severed reports whether an error ended the connection, so that nobody said how a commit ended.
func severed(err error) bool {
	state := sqlState(err)
	return state == "" || state == unknownOutcome || strings.HasPrefix(state, "08") || strings.HasPrefix(state, "57P")
}

// unsaved is the refusal of a commit that certainly did not take place.
func unsaved(err error) error {
	if severed(err) {
		return worded(err, station.Busy("database_unreachable", "没有存上：连不上数据库，请过一会儿再试。"))
	}
	return worded(err, station.Busy("database_refused", "没有存上：数据库服务器不肯写，磁盘可能满了，请叫管理员。"))
}

// unread is the refusal of a reading.
func unread(err error) error {
	if severed(err) {
		return worded(err, station.Busy("database_unreachable", "连不上数据库，请过一会儿再试。"))
	}
	return worded(err, station.Busy("database_refused", "数据库服务器答不上来，请叫管理员。"))
}

// unsure tells of a commit that may have taken place. It is no Busy: trying again could write twice.
func unsure(err error) error {
	return station.Conflict("commit_unknown",
		"保存时数据库断了线，还不知道存上没有。请先查一查，确实没有再重新办一次。").Because(err)
}

func worded(err error, e *station.Error) error {
	var told *station.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	return e.Because(err)
}
