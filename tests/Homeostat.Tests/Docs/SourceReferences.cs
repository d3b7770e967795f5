using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Homeostat.Tests.Docs;

/// <summary>A use of one source file's code by another's.</summary>
/// <param name="From">The file that uses, relative to the project's folder.</param>
/// <param name="To">The file in which what is used is written.</param>
/// <param name="User">The type in whose part the use is.</param>
/// <param name="Used">The type that is used.</param>
internal readonly record struct SourceReference(string From, string To, string User, string Used);

/// <summary>
/// The references between the source files of a compiled assembly. What is used comes from its metadata and the method bodies, the
/// place where it is written from its portable symbols: a method's file is that of its lines, so each part of a partial type counts
/// where it stands. A constant has no reference, as the compiler copies it.
/// </summary>
internal sealed class SourceReferences
{
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    private readonly HashSet<SourceReference> _found = [];
    private readonly string _folder;
    private readonly PEReader _image;
    private readonly MetadataReader _types;
    private readonly MetadataReader _symbols;
    private readonly Func<string, int> _stage;
    private readonly ILookup<TypeDefinitionHandle, string> _filesOf;

    private SourceReferences(string folder, PEReader image, MetadataReader symbols, Func<string, int> stage)
    {
        (_folder, _image, _types, _symbols, _stage) = (folder, image, image.GetMetadataReader(), symbols, stage);
        _filesOf = _types.TypeDefinitions.SelectMany(type => Files(type).Select(file => (type, file))).ToLookup(t => t.type, t => t.file);
    }

    /// <summary>Reads the references of an assembly whose symbols lie next to it.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="folder">The end of the path of the project's folder, as <c>/src/Homeostat/</c>.</param>
    /// <param name="stage">How late a file is; a type written in several files counts as its earliest part.</param>
    public static IReadOnlySet<SourceReference> Read(string assembly, string folder, Func<string, int> stage)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, ".pdb")));
        var references = new SourceReferences(folder, image, symbols.GetMetadataReader(), stage);
        foreach (var type in references._types.TypeDefinitions)
        {
            references.AddType(type);
        }

        return references._found;
    }

    private void AddType(TypeDefinitionHandle handle)
    {
        var type = _types.GetTypeDefinition(handle);
        if (FileOf(handle) is not { } file)
        {
            return;
        }

        Add(file, handle, type.BaseType);
        AddAttributes(file, handle, type.GetCustomAttributes());
        AddConstraints(file, handle, type.GetGenericParameters());
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            Add(file, handle, _types.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var member in type.GetFields())
        {
            var field = _types.GetFieldDefinition(member);
            AddAttributes(file, handle, field.GetCustomAttributes());
            AddAll(file, handle, field.DecodeSignature(new Types(this), null));
        }

        foreach (var member in type.GetProperties())
        {
            AddAttributes(file, handle, _types.GetPropertyDefinition(member).GetCustomAttributes());
        }

        foreach (var member in type.GetMethods())
        {
            AddMethod(FileOf(member) ?? file, handle, _types.GetMethodDefinition(member));
        }
    }

    private void AddMethod(string file, TypeDefinitionHandle owner, MethodDefinition method)
    {
        AddAttributes(file, owner, method.GetCustomAttributes());
        AddConstraints(file, owner, method.GetGenericParameters());
        AddSignature(file, owner, method.DecodeSignature(new Types(this), null));
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            foreach (var local in _types.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Types(this), null))
            {
                AddAll(file, owner, local);
            }
        }

        foreach (var region in body.ExceptionRegions)
        {
            Add(file, owner, region.CatchType);
        }

        foreach (var token in Tokens(body.GetILReader()))
        {
            Add(file, owner, token);
        }
    }

    private static List<EntityHandle> Tokens(BlobReader code)
    {
        var tokens = new List<EntityHandle>();
        while (code.RemainingBytes > 0)
        {
            ushort value = code.ReadByte();
            var operation = Codes[value == 0xFE ? (ushort)(0xFE00 | code.ReadByte()) : value];
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    tokens.Add((EntityHandle)MetadataTokens.Handle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += operation.OperandType switch
                    {
                        OperandType.InlineNone => 0,
                        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                        OperandType.InlineVar => 2,
                        OperandType.InlineI8 or OperandType.InlineR => 8,
                        _ => 4,
                    };
                    break;
            }
        }

        return tokens;
    }

    private void Add(string file, TypeDefinitionHandle user, EntityHandle used)
    {
        if (used.IsNil)
        {
            return;
        }

        var types = new Types(this);
        switch (used.Kind)
        {
            case HandleKind.TypeDefinition:
                AddUse(file, user, (TypeDefinitionHandle)used, FileOf((TypeDefinitionHandle)used));
                break;
            case HandleKind.TypeSpecification:
                AddAll(file, user, _types.GetTypeSpecification((TypeSpecificationHandle)used).DecodeSignature(types, null));
                break;
            case HandleKind.FieldDefinition:
                var field = _types.GetFieldDefinition((FieldDefinitionHandle)used).GetDeclaringType();
                AddUse(file, user, field, FileOf(field));
                break;
            case HandleKind.MethodDefinition:
                var method = (MethodDefinitionHandle)used;
                var declaring = _types.GetMethodDefinition(method).GetDeclaringType();
                AddUse(file, user, declaring, FileOf(method) ?? FileOf(declaring));
                break;
            case HandleKind.MethodSpecification:
                var instance = _types.GetMethodSpecification((MethodSpecificationHandle)used);
                Add(file, user, instance.Method);
                foreach (var argument in instance.DecodeSignature(types, null))
                {
                    AddAll(file, user, argument);
                }

                break;
            case HandleKind.MemberReference:
                var member = _types.GetMemberReference((MemberReferenceHandle)used);
                Add(file, user, member.Parent);
                if (member.GetKind() == MemberReferenceKind.Field)
                {
                    AddAll(file, user, member.DecodeFieldSignature(types, null));
                }
                else
                {
                    AddSignature(file, user, member.DecodeMethodSignature(types, null));
                }

                break;
        }
    }

    private void AddSignature(string file, TypeDefinitionHandle user, MethodSignature<ImmutableHashSet<TypeDefinitionHandle>> signature)
    {
        AddAll(file, user, signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes)
        {
            AddAll(file, user, parameter);
        }
    }

    private void AddAttributes(string file, TypeDefinitionHandle user, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(file, user, _types.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void AddConstraints(string file, TypeDefinitionHandle user, GenericParameterHandleCollection parameters)
    {
        foreach (var constraint in parameters.SelectMany(p => _types.GetGenericParameter(p).GetConstraints()))
        {
            Add(file, user, _types.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAll(string file, TypeDefinitionHandle user, IEnumerable<TypeDefinitionHandle> used)
    {
        foreach (var type in used)
        {
            AddUse(file, user, type, FileOf(type));
        }
    }

    private void AddUse(string file, TypeDefinitionHandle user, TypeDefinitionHandle used, string? usedFile)
    {
        if (usedFile is not null && usedFile != file)
        {
            _found.Add(new SourceReference(file, usedFile, NameOf(user), NameOf(used)));
        }
    }

    // What the compiler makes stands where the type around it stands, or nowhere.
    private string? FileOf(TypeDefinitionHandle type) => _filesOf[type].OrderBy(_stage).ThenBy(file => file.Length).FirstOrDefault()
        ?? (_types.GetTypeDefinition(type).GetDeclaringType() is { IsNil: false } around ? FileOf(around) : null);

    private string? FileOf(MethodDefinitionHandle method)
    {
        var lines = _symbols.GetMethodDebugInformation(method);
        var document = !lines.Document.IsNil ? lines.Document
            : lines.SequencePointsBlob.IsNil ? default
            : lines.GetSequencePoints().Select(point => point.Document).FirstOrDefault();
        return document.IsNil ? null : PathOf(document);
    }

    private HashSet<string> Files(TypeDefinitionHandle type)
    {
        var files = _types.GetTypeDefinition(type).GetMethods().Select(FileOf).OfType<string>().ToHashSet();
        foreach (var information in _symbols.GetCustomDebugInformation(type).Select(_symbols.GetCustomDebugInformation))
        {
            if (_symbols.GetGuid(information.Kind) == TypeDocuments)
            {
                for (var documents = _symbols.GetBlobReader(information.Value); documents.RemainingBytes > 0;)
                {
                    files.UnionWith(new[] { PathOf(MetadataTokens.DocumentHandle(documents.ReadCompressedInteger())) }.OfType<string>());
                }
            }
        }

        return files;
    }

    private string? PathOf(DocumentHandle document)
    {
        var path = _symbols.GetString(_symbols.GetDocument(document).Name).Replace('\\', '/');
        var at = path.LastIndexOf(_folder, StringComparison.Ordinal);
        return at < 0 || path.Contains("/obj/", StringComparison.Ordinal) ? null : path[(at + _folder.Length)..];
    }

    private string NameOf(TypeDefinitionHandle type)
    {
        var definition = _types.GetTypeDefinition(type);
        var name = _types.GetString(definition.Name);
        return name.Contains('<') && definition.GetDeclaringType() is { IsNil: false } around ? NameOf(around) : name;
    }

    /// <summary>The types of this assembly that a signature names.</summary>
    private sealed class Types(SourceReferences owner)
        : ISignatureTypeProvider<ImmutableHashSet<TypeDefinitionHandle>, object?>
    {
        private static readonly ImmutableHashSet<TypeDefinitionHandle> None = [];

        public ImmutableHashSet<TypeDefinitionHandle> GetArrayType(ImmutableHashSet<TypeDefinitionHandle> elementType, ArrayShape shape) => elementType;

        public ImmutableHashSet<TypeDefinitionHandle> GetByReferenceType(ImmutableHashSet<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableHashSet<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<ImmutableHashSet<TypeDefinitionHandle>> signature) =>
            signature.ParameterTypes.Aggregate(signature.ReturnType, (all, some) => all.Union(some));

        public ImmutableHashSet<TypeDefinitionHandle> GetGenericInstantiation(
            ImmutableHashSet<TypeDefinitionHandle> genericType, ImmutableArray<ImmutableHashSet<TypeDefinitionHandle>> typeArguments) =>
            typeArguments.Aggregate(genericType, (all, some) => all.Union(some));

        public ImmutableHashSet<TypeDefinitionHandle> GetGenericMethodParameter(object? genericContext, int index) => None;

        public ImmutableHashSet<TypeDefinitionHandle> GetGenericTypeParameter(object? genericContext, int index) => None;

        public ImmutableHashSet<TypeDefinitionHandle> GetModifiedType(
            ImmutableHashSet<TypeDefinitionHandle> modifier, ImmutableHashSet<TypeDefinitionHandle> unmodifiedType, bool isRequired) =>
            unmodifiedType.Union(modifier);

        public ImmutableHashSet<TypeDefinitionHandle> GetPinnedType(ImmutableHashSet<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableHashSet<TypeDefinitionHandle> GetPointerType(ImmutableHashSet<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableHashSet<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode typeCode) => None;

        public ImmutableHashSet<TypeDefinitionHandle> GetSZArrayType(ImmutableHashSet<TypeDefinitionHandle> elementType) => elementType;

        public ImmutableHashSet<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [handle];

        public ImmutableHashSet<TypeDefinitionHandle> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => None;

        public ImmutableHashSet<TypeDefinitionHandle> GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            owner._types.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }
}
