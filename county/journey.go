package county

import (
	"context"
	"strconv"
	"strings"

	"lianzhan/station"
)

// journey is a node's way to another place: the edits that take it there with its branch.
type journey struct {
	node  station.Node
	edits []station.Edit
	told  Moved
}

// shifted is a place of a branch after the branch moved.
func shifted(place, from, to string) string { return to + strings.TrimPrefix(place, from) }

// pack gathers what goes along: the nodes, the records of the branch, the people who work there.
func (j *journey) pack(reader station.Reader) error {
	for _, kind := range station.Kinds {
		if kind == station.KindAudit {
			continue // it stays where it was written
		}
		records, err := reader.Records(kind)
		if err != nil {
			return err
		}
		for _, record := range records {
			if err := j.take(kind, record); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *journey) take(kind station.Kind, record station.Record) error {
	if kind == station.KindAccount {
		return j.reassign(record)
	}
	if !station.ScopeWithin(record.Place, j.told.From) {
		return nil
	}
	to := shifted(record.Place, j.told.From, j.told.To)
	if kind == station.KindNode {
		if err := j.replant(record, to); err != nil {
			return err
		}
	} else {
		j.told.Records++
	}
	move, err := station.MoveTo(kind, record.ID, to)
	j.edits = append(j.edits, move)
	return err
}

func (j *journey) replant(record station.Record, to string) error {
	n, err := station.Decode[station.Node](record)
	if err != nil {
		return err
	}
	if j.told.Nodes = append(j.told.Nodes, n.Name); n.ID == j.node.ID {
		last := len(j.told.Nodes) - 1
		j.told.Nodes[0], j.told.Nodes[last] = j.told.Nodes[last], j.told.Nodes[0]
	}
	n.Scope = to
	edits, err := station.Put(record, station.KindNode, n.ID, n)
	j.edits = append(j.edits, edits...)
	return err
}

// reassign lets an account go on working in the branch it works in.
func (j *journey) reassign(record station.Record) error {
	a, err := station.Decode[station.Account](record)
	if err != nil || a.Scope == "" || !station.ScopeWithin(a.Scope, j.told.From) {
		return err
	}
	j.told.Accounts++
	a.Scope = shifted(a.Scope, j.told.From, j.told.To)
	edits, err := station.PutLocal(record, station.KindAccount, a.ID, a)
	j.edits = append(j.edits, edits...)
	return err
}

// travel writes a journey and the line about it.
func (r *Room) travel(ctx context.Context, who Who, j journey) error {
	line, err := r.Note(who, "node_moved", station.Ref{Kind: station.KindNode, ID: j.node.ID},
		j.node.Name+" "+j.told.From+" → "+j.told.To+"，"+strconv.Itoa(len(j.told.Nodes))+" 个站点，"+strconv.Itoa(j.told.Records)+" 条记录")
	if err != nil {
		return err
	}
	_, err = r.Store.Write(ctx, who.Actor, append(j.edits, line)...)
	return err
}
