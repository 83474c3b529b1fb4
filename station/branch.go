package station

// Branch is a reader's view of one branch of the tree: what belongs to it, and of the flat records what was decided above
// for everybody below. A sibling's record is not there. The empty branch is the whole tree.
func Branch(r Reader, scope string) Reader {
	if scope == "" {
		return r
	}
	return branch{r, scope}
}

type branch struct {
	Reader
	scope string
}

func (b branch) Record(kind Kind, id string) (Record, error) {
	record, err := b.Reader.Record(kind, id)
	if err == nil && !InBranch(record, b.scope) {
		return Record{}, NotFound(string(kind)+"_not_found", "没有找到这条记录。")
	}
	return record, err
}

func (b branch) Records(kind Kind) ([]Record, error) {
	records, err := b.Reader.Records(kind)
	var within []Record
	for _, record := range records {
		if InBranch(record, b.scope) {
			within = append(within, record)
		}
	}
	return within, err
}

// InBranch reports whether somebody who works in a branch of the tree may know of a record.
func InBranch(record Record, scope string) bool {
	switch record.Kind {
	case KindMatter, KindSession, KindSuggestion, KindNode, KindAccount, KindAudit:
		return scope == "" || ScopeWithin(record.Place, scope)
	}
	return scope == "" || Visible(record.Place, scope)
}

// BranchEdits confines edits to a branch: who works in one changes nothing outside it, and what they make belongs to it.
func BranchEdits(r Reader, scope string, edits []Edit) ([]Edit, error) {
	if scope == "" {
		return edits, nil
	}
	within := make([]Edit, len(edits))
	for i, e := range edits {
		record, err := r.Record(e.Kind, e.ID)
		switch {
		case e.Kind == KindAudit || e.Kind == KindAccount:
		case e.Kind == KindPolicy || e.Kind == KindHolidays:
			return nil, Forbidden("not_your_branch", "这一项由县里统一定。")
		case err == nil && !ScopeWithin(record.Place, scope):
			return nil, Forbidden("not_your_branch", "这条记录不归您的乡镇管，只能看。")
		case err != nil && Worded(err).Class != FaultNotFound:
			return nil, err
		case e.Scope == "":
			e.Scope = scope
		case !ScopeWithin(e.Scope, scope):
			return nil, Forbidden("not_your_branch", "只能改您自己乡镇的资料。")
		}
		within[i] = e
	}
	return within, nil
}
